// Numbers and times as text. The same for every reader: a price has a point and two decimals.

const MINUS = "\u2212";

/** 13.9 becomes "13.90"; null, no price yet, becomes a dash. */
export function formatPrice(price) {
  return price === null ? "\u2013" : price.toFixed(2);
}

/** 0.07 becomes "+0.07", -2.35 a proper minus sign and "2.35", nothing and no change "0.00" and a dash. */
export function formatChange(change) {
  if (change === null) {
    return "\u2013";
  }
  const digits = Math.abs(change).toFixed(2);
  if (change === 0) {
    return digits;
  }
  return (change > 0 ? "+" : MINUS) + digits;
}

/** A Date as "14:06:35" in the reader's time zone. */
export function formatClock(date) {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}
