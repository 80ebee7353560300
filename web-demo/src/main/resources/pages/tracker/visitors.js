// Who is shown: positions that were checked, the latest of each visitor, bounded in number, until they expire. No DOM here.

import { isGenuine } from "./identity.js";
import { LIFETIME_MILLIS, parseMessage } from "./position.js";

/** More points than that cannot be told apart on a screen. */
const MAX_SHOWN = 500;
/** Those who left are remembered, so that a late or repeated position does not bring them back. */
const MAX_GONE = 2_000;
/** Signatures that are checked at the same time; a snapshot brings all points at once. */
const MAX_CHECKING = 1_000;
/** A signed time may differ from our clock by so much: somebody who recorded a position cannot show it again later. */
const MAX_CLOCK_DIFFERENCE_MILLIS = 300_000;

export class Visitors {
  #shown = new Map();
  #gone = new Set();
  #onChange;
  #now;
  #lastNumber = 0;
  #checking = 0;

  /** `onChange` is called when somebody came, moved or left; `now` gives milliseconds of the epoch. */
  constructor({ onChange, now = Date.now }) {
    this.#onChange = onChange;
    this.#now = now;
  }

  /** All who are shown, those first who came first: id, number, lat, lon, accuracy, time, heardAt. */
  get all() {
    return [...this.#shown.values()];
  }

  get(id) {
    return this.#shown.get(id);
  }

  get isFull() {
    return this.#shown.size >= MAX_SHOWN;
  }

  /** Takes what came from the bridge; the promise is kept when it is shown, or is not. */
  async take(body, headers) {
    const message = parseMessage(body, headers.destination);
    const heardAt = this.#heardAt(headers["x-snapshot"]);
    if (message === null || !this.#isNews(message, heardAt) || this.#checking >= MAX_CHECKING) {
      return;
    }
    this.#checking++;
    const genuine = await isGenuine(message);
    this.#checking--;
    // Meanwhile something later may have come.
    if (!genuine || !this.#isNews(message, heardAt)) {
      return;
    }
    if (message.gone) {
      this.forget(message.id);
    } else {
      this.#show(message, heardAt);
    }
  }

  /** Removes a point for good. */
  forget(id) {
    this.#gone.add(id);
    if (this.#gone.size > MAX_GONE) {
      this.#gone.delete(this.#gone.values().next().value);
    }
    if (this.#shown.delete(id)) {
      this.#onChange();
    }
  }

  /** Drops the points that were not renewed. */
  expire() {
    const before = this.#shown.size;
    const oldest = this.#now() - LIFETIME_MILLIS;
    this.#shown.forEach(({ heardAt }, id) => heardAt <= oldest && this.#shown.delete(id));
    if (this.#shown.size !== before) {
      this.#onChange();
    }
  }

  /** When the bridge got it, as far as our clock tells; a clock that is slow must not make a point last longer. */
  #heardAt(snapshotAt) {
    return Math.min(this.#now(), snapshotAt === undefined ? Infinity : Number(snapshotAt));
  }

  #isNews(message, heardAt) {
    if (this.#gone.has(message.id)) {
      return false;
    }
    if (message.gone) {
      return true;
    }
    const known = this.#shown.get(message.id);
    const time = Date.parse(message.time);
    return heardAt > this.#now() - LIFETIME_MILLIS
      && Math.abs(time - this.#now()) <= MAX_CLOCK_DIFFERENCE_MILLIS
      && (known ? time > Date.parse(known.time) : !this.isFull);
  }

  #show({ id, lat, lon, accuracy, time }, heardAt) {
    const number = this.#shown.get(id)?.number ?? ++this.#lastNumber;
    this.#shown.set(id, { id, number, lat, lon, accuracy, time, heardAt });
    this.#onChange();
  }
}
