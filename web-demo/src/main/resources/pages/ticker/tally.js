// Counts what came on one subscription against what the bridge numbered: x-seq and x-skipped. No DOM here.

/** Keys that are told apart. Beyond, fewer messages than there are could be waiting, and none would seem to be missing. */
const MAX_KEYS = 10_000;
/** What a message may take on its way after its pace allows it. */
const ON_ITS_WAY_MILLIS = 2_000;

/**
 * One subscription, from its SUBSCRIBE on: messages and those merged into later ones add up to the highest number, as soon
 * as nothing waits at the bridge for its pace.
 */
export class Tally {
  #messages = 0;
  #merged = 0;
  #highest = 0;
  #lastAt = 0;
  #keys = new Set();

  /** Takes the headers of a message for this key (its symbol), which came at `now`, in milliseconds. */
  take(headers, key, now) {
    const number = whole(headers["x-seq"]);
    if (number === 0) {
      return; // Not numbered: nothing is ever left out on this subscription.
    }
    this.#messages++;
    this.#merged += whole(headers["x-skipped"]);
    this.#highest = Math.max(this.#highest, number);
    this.#lastAt = now;
    if (this.#keys.size < MAX_KEYS) {
      this.#keys.add(key);
    }
  }

  /** Messages that were replaced by later ones before they left the bridge. */
  get merged() {
    return this.#merged;
  }

  /** Whether the bridge numbers the messages. */
  get numbered() {
    return this.#highest > 0;
  }

  /**
   * Messages that are lost. At most one of each key waits for its pace, of one message in `interval` milliseconds; once it was
   * silent for longer than that, nothing waits any more.
   */
  missing(now, interval) {
    const outstanding = Math.max(0, this.#highest - this.#messages - this.#merged);
    const settled = now - this.#lastAt > interval + ON_ITS_WAY_MILLIS;
    return settled ? outstanding : Math.max(0, outstanding - this.#keys.size);
  }
}

/** A count from a header; 0 for none, and for what is no count. */
function whole(text) {
  const number = Number(text ?? 0);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
