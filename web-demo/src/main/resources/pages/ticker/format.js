// Numbers and times as text. The same for every reader: a price has a point and two decimals.

const MINUS = "\u2212";
const NONE = "\u2013";

/** 13.9 becomes "13.90"; NaN, no price yet, becomes a dash. */
export function formatPrice(price) {
  return Number.isNaN(price) ? NONE : price.toFixed(2);
}

/** 0.07 becomes "+0.07", -2.35 a proper minus sign and "2.35", no change "0.00", nothing known (NaN) a dash. */
export function formatChange(change) {
  if (Number.isNaN(change)) {
    return NONE;
  }
  const digits = Math.abs(change).toFixed(2);
  if (change === 0) {
    return digits;
  }
  return (change > 0 ? "+" : MINUS) + digits;
}

/** A time in milliseconds of the epoch as "14:06:35" in the reader's time zone. */
export function formatClock(millis) {
  const date = new Date(millis);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** 12345 becomes "12,345". */
export function formatCount(count) {
  return count.toLocaleString("en-US");
}

/** "1 subscription", "5 subscriptions". */
export function formatNumber(count, noun) {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
