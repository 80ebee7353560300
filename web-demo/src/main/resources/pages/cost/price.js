// A price as it travels in all three ways. No DOM here.

/** A price of the demo has less than a hundred characters. */
const MAX_CHARACTERS = 512;

/**
 * Reads the JSON of a price.
 * @returns {{price: number, time: number} | null} time in milliseconds of the epoch; null for whatever is not a price of it
 */
export function parsePrice(json, symbol) {
  if (json.length > MAX_CHARACTERS) {
    return null;
  }
  let tick;
  try {
    tick = JSON.parse(json);
  } catch {
    return null;
  }
  if (tick === null || typeof tick !== "object" || tick.symbol !== symbol || typeof tick.time !== "string") {
    return null;
  }
  const time = Date.parse(tick.time);
  const good = Number.isFinite(tick.price) && tick.price > 0 && Number.isFinite(time);
  return good ? { price: tick.price, time } : null;
}

/** Whether it is news after the price on the screen, null for none yet. What comes again, or late, is not. */
export function isNews(price, shown) {
  return shown === null || price.time > shown.time || (price.time === shown.time && price.price !== shown.price);
}
