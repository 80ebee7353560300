// What the page knows of one symbol, and how a price changes it. No DOM here, and nothing is allocated per price.

/** Prices that a sparkline shows. */
export const HISTORY = 60;

const SYMBOL = /^[A-Z][A-Z0-9]{0,9}(\.[A-Z])?$/;
const MAX_COMPANY_LENGTH = 100;

/** Whether this may be the name of a share; as strict as the bridge's schema. */
export function isSymbol(text) {
  return typeof text === "string" && SYMBOL.test(text);
}

/**
 * Reads the JSON body of a message.
 * @returns {{symbol: string, price: number} | null} null for whatever is not a price
 */
export function parseTick(body) {
  let tick;
  try {
    tick = JSON.parse(body);
  } catch {
    return null;
  }
  if (tick === null || typeof tick !== "object" || !isSymbol(tick.symbol) || !isPrice(tick.price)) {
    return null;
  }
  return tick;
}

/** The entries of a list of symbols that can be shown, at most `limit` of them. */
export function parseListings({ symbols }, limit) {
  return symbols.slice(0, limit).filter(({ symbol, company, open, low, high }) => isSymbol(symbol)
    && typeof company === "string" && company.length <= MAX_COMPANY_LENGTH && [open, low, high].every(isPrice));
}

function isPrice(price) {
  return typeof price === "number" && Number.isFinite(price) && price > 0;
}

/** A symbol with its last prices. NaN is a number that is not known yet; the first price then stands for it. */
export class Quote {
  price = NaN;
  change = NaN;
  /** When the bridge or this page received the price, in milliseconds of the epoch. */
  at = NaN;
  /** Prices in the history. */
  count = 0;
  #history = new Float64Array(HISTORY);
  #next = 0;

  constructor({ symbol, company = symbol, open = NaN, low = NaN, high = NaN }) {
    this.symbol = symbol;
    this.company = company;
    this.open = open;
    this.low = low;
    this.high = high;
  }

  /** Takes the next price, received `at`. */
  take(price, at) {
    if (Number.isNaN(this.open)) {
      this.open = price;
    }
    // Not Math.min, which keeps NaN.
    this.low = this.low < price ? this.low : price;
    this.high = this.high > price ? this.high : price;
    this.price = price;
    this.change = cents(price - this.open);
    this.at = at;
    this.#history[this.#next] = price;
    this.#next = (this.#next + 1) % HISTORY;
    this.count = Math.min(this.count + 1, HISTORY);
  }

  /** A price of the history: 0 is the oldest, `count - 1` the newest. */
  past(index) {
    return this.#history[(this.#next - this.count + index + HISTORY) % HISTORY];
  }
}

/** "up", "down" or "flat"; no difference known (NaN) is flat. */
export function direction(difference) {
  if (difference > 0) {
    return "up";
  }
  return difference < 0 ? "down" : "flat";
}

/** Drops the noise of binary fractions: 13.92 - 13.85 is 0.07, not 0.0700000000000003. */
function cents(amount) {
  return Math.round(amount * 100) / 100;
}
