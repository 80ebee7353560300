// Which symbols the visitor chose, and the subscriptions that this needs. No DOM here.

import { isSymbol } from "./quote.js";

/** Subscriptions of one session: the default of stomp.max-subscriptions, docs/limits.md. */
export const MAX_CHOSEN = 1_000;

/** A thousand symbols of twelve characters, and some room. */
const MAX_STORED_LENGTH = 20_000;

/** Everything, or some symbols. A choice remembers the symbols while everything is chosen. */
export class Choice {
  #symbols;

  constructor(everything, symbols) {
    this.everything = everything;
    this.#symbols = new Set(symbols);
  }

  /** From what `text` returned; everything, where that is nothing or broken. */
  static parse(text) {
    const words = (text ?? "").slice(0, MAX_STORED_LENGTH).split(" ");
    return new Choice(words.shift() !== "some", words.filter(isSymbol).slice(0, MAX_CHOSEN));
  }

  /** As one line, for the browser's storage. */
  get text() {
    return [this.everything ? "all" : "some", ...this.#symbols].join(" ");
  }

  get symbols() {
    return [...this.#symbols];
  }

  get full() {
    return this.#symbols.size >= MAX_CHOSEN;
  }

  /** Whether it is one of the chosen ones, which only count while not everything is chosen. */
  has(symbol) {
    return this.#symbols.has(symbol);
  }

  includes(symbol) {
    return this.everything || this.#symbols.has(symbol);
  }

  /** False when no more can be chosen. */
  add(symbol) {
    if (this.full && !this.has(symbol)) {
      return false;
    }
    this.#symbols.add(symbol);
    return true;
  }

  remove(symbol) {
    this.#symbols.delete(symbol);
  }

  /** One wildcard, or one destination for each symbol. */
  get destinations() {
    return this.everything ? ["/topic/stock.>"] : this.symbols.map((symbol) => `/topic/stock.${symbol}`);
  }
}
