// How far the server's clock is ahead of this device's, found like NTP does it: whatever the server said its time was, it was so
// between the sending of the question and the coming of the answer. Milliseconds. No DOM here.

/** Nothing is known: the clocks are taken for the same. */
export const UNKNOWN = Object.freeze({ low: -Infinity, high: Infinity });

/**
 * What is known after one answer more.
 * @param {{low: number, high: number}} known the bounds of the offset so far
 * @param {{sentAt: number, receivedAt: number, from: number, to: number}} answer by the device's clock, when it was asked for
 *   and came; by the server's, the earliest and the latest time that it may mean
 */
export function narrow(known, { sentAt, receivedAt, from, to }) {
  const low = from - receivedAt;
  const high = to - sentAt;
  const both = { low: Math.max(known.low, low), high: Math.min(known.high, high) };
  // They contradict each other when one of the clocks was set; then the past says nothing.
  return both.low <= both.high ? both : { low, high };
}

/** To be added to the device's time: nothing as long as the clocks may be the same, else the middle of what is possible. */
export function offset({ low, high }) {
  return low <= 0 && high >= 0 ? 0 : (low + high) / 2;
}

/** By how much the offset may be wrong, either way. */
export function uncertainty({ low, high }) {
  return (high - low) / 2;
}
