// How old a price is, once that is worth telling. No DOM here.

/** A price that has not changed for so long is marked. Listed shares tick every second or two in the demo. */
export const OLD_AFTER_MILLIS = 30_000;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The age in seconds as it is told: 0 while fresh, then in steps of ten seconds, of minutes, of hours. */
export function ageStep(millis) {
  // Not known (NaN) is not old.
  if (!(millis >= OLD_AFTER_MILLIS)) {
    return 0;
  }
  const seconds = millis / 1_000;
  const step = seconds < MINUTE ? 10 : seconds < HOUR ? MINUTE : HOUR;
  return Math.floor(seconds / step) * step;
}

/** What stands beside an old price, "40 s old"; nothing beside a fresh one. */
export function ageText(step) {
  if (step === 0) {
    return "";
  }
  if (step < MINUTE) {
    return `${step} s old`;
  }
  return step < HOUR ? `${step / MINUTE} min old` : `${step / HOUR} h old`;
}
