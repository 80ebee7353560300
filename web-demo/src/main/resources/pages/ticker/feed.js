// The subscriptions of the page: as many as the choice needs, all at one pace, each counted by its numbers. No DOM here.

import { Tally } from "./tally.js";

export class Feed {
  #connection;
  #onMessage;
  #pace;
  #subscriptions = new Map();
  /** Of subscriptions that have ended, or were begun anew. */
  #mergedBefore = 0;

  /** `onMessage` gets body and headers, and returns the symbol of the price, or null if it was none. */
  constructor(connection, onMessage, pace) {
    this.#connection = connection;
    this.#onMessage = onMessage;
    this.#pace = pace;
  }

  get size() {
    return this.#subscriptions.size;
  }

  /** Ends the subscriptions to what is not among these destinations, and begins those that are missing. */
  want(destinations) {
    const wanted = new Set(destinations);
    for (const [destination, { handle, tally }] of this.#subscriptions) {
      if (!wanted.has(destination)) {
        this.#mergedBefore += tally.merged;
        this.#subscriptions.delete(destination);
        handle.unsubscribe();
      }
    }
    for (const destination of wanted) {
      if (!this.#subscriptions.has(destination)) {
        this.#begin(destination);
      }
    }
  }

  #begin(destination) {
    const subscription = { handle: null, tally: new Tally() };
    this.#subscriptions.set(destination, subscription);
    const onMessage = (body, headers) => {
      const symbol = this.#onMessage(body, headers);
      // What is no price was sent and numbered as well.
      subscription.tally.take(headers, symbol ?? "", Date.now());
    };
    subscription.handle = this.#connection.subscribe(destination, onMessage, { "x-max-rate": this.#pace.rate });
  }

  /** Holds for all subscriptions at once, and for later ones. */
  setPace(pace) {
    this.#pace = pace;
    for (const { handle } of this.#subscriptions.values()) {
      handle.setPace(pace.rate).catch(() => {}); // The connection ended, and its state says so.
    }
  }

  /** The connection is lost: the next SUBSCRIBE numbers from 1. */
  renew() {
    for (const subscription of this.#subscriptions.values()) {
      this.#mergedBefore += subscription.tally.merged;
      subscription.tally = new Tally();
    }
  }

  /** Of all subscriptions: messages merged into later ones, those lost, and whether the bridge numbers at all. */
  totals(now) {
    let merged = this.#mergedBefore;
    let missing = 0;
    let numbered = false;
    for (const { tally } of this.#subscriptions.values()) {
      merged += tally.merged;
      missing += tally.missing(now, this.#pace.interval);
      numbered ||= tally.numbered;
    }
    return { merged, missing, numbered };
  }
}
