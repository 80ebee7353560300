// The paces that the slider offers: how many updates of each symbol the bridge may send in a second. No DOM here.

/**
 * `rate` is the value of x-max-rate, `interval` the milliseconds between two updates of a symbol, `short` stands beside the
 * slider, `long` is what it says to those who cannot see it.
 */
export const PACES = [
  pace("0.2/s", 5_000, "1 in 5 s", "one update in 5 seconds"),
  pace("0.5/s", 2_000, "1 in 2 s", "one update in 2 seconds"),
  pace("1/s", 1_000, "1 per second", "one update per second"),
  pace("2/s", 500, "2 per second", "2 updates per second"),
  pace("5/s", 200, "5 per second", "5 updates per second"),
  pace("10/s", 100, "10 per second", "10 updates per second"),
  pace("20/s", 50, "20 per second", "20 updates per second"),
  pace("none", 0, "as they come", "every update, as they come"),
];

/** Every update. */
export const UNPACED = PACES.length - 1;

/** The place in PACES that a stored text names; else that of every update. */
export function placeOf(rate) {
  const place = PACES.findIndex((candidate) => candidate.rate === rate);
  return place < 0 ? UNPACED : place;
}

function pace(rate, interval, short, long) {
  return { rate, interval, short, long };
}
