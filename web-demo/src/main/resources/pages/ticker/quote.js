// What the page knows of one symbol, and how a message changes it. No DOM here.

/** Prices that a sparkline shows. */
export const HISTORY = 60;

const SYMBOL = /^[A-Z][A-Z0-9]{0,9}(\.[A-Z])?$/;

/**
 * Reads the JSON body of a message.
 * @returns {{symbol: string, price: number, time: string} | null} null for whatever is not a price
 */
export function parseTick(body) {
  let tick;
  try {
    tick = JSON.parse(body);
  } catch {
    return null;
  }
  if (tick === null || typeof tick !== "object" || typeof tick.symbol !== "string" || !SYMBOL.test(tick.symbol)) {
    return null;
  }
  if (typeof tick.price !== "number" || !Number.isFinite(tick.price) || tick.price <= 0) {
    return null;
  }
  return { symbol: tick.symbol, price: tick.price, time: typeof tick.time === "string" ? tick.time : "" };
}

/**
 * A quote without a price yet. Whatever the listing does not tell (null) is taken from the first price.
 * @param {{symbol: string, company?: string, open?: number, low?: number, high?: number}} listing
 */
export function openQuote({ symbol, company = symbol, open = null, low = null, high = null }) {
  return { symbol, company, open, low, high, price: null, time: "", change: null, history: [] };
}

/** The quote after a tick. */
export function applyTick(quote, { price, time }) {
  const open = quote.open ?? price;
  return {
    ...quote,
    open,
    low: Math.min(quote.low ?? price, price),
    high: Math.max(quote.high ?? price, price),
    price,
    time,
    change: cents(price - open),
    history: [...quote.history.slice(1 - HISTORY), price],
  };
}

/** "up", "down" or "flat". */
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
