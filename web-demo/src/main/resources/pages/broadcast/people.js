// Who is here, by what each says every few seconds. No DOM here.

/** Somebody who has not been heard of for so long is gone. Three beats may be lost; a tab in the background is slower. */
export const GONE_MILLIS = 15_000;
/** Anybody may claim to be many; more are not listed. */
const MAX_PEOPLE = 50;

/** Everybody by his id, in the order of coming. */
export class People {
  #byId = new Map();

  /** True if the list has changed. */
  heard(id, { name, here }, now) {
    const known = this.#byId.get(id);
    if (!here) {
      return this.#byId.delete(id);
    }
    if (known === undefined && this.#byId.size >= MAX_PEOPLE) {
      return false;
    }
    this.#byId.set(id, { name, until: now + GONE_MILLIS });
    return known?.name !== name;
  }

  /** Forgets who is gone; true if the list has changed. */
  expire(now) {
    const before = this.#byId.size;
    this.#byId.forEach(({ until }, id) => {
      if (until <= now) {
        this.#byId.delete(id);
      }
    });
    return this.#byId.size !== before;
  }

  list() {
    return [...this.#byId].map(([id, { name }]) => ({ id, name }));
  }
}
