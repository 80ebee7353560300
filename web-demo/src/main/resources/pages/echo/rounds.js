// Round trips: which answer belongs to what was sent, and how long it took. No DOM here.

export const PREFIX = "echo: ";
/** Trips that the median is taken of. */
const REMEMBERED = 100;
/** Texts that may be under way; the endpoint answers in order, so more than that are not looked for. */
const MAX_UNDER_WAY = 1_000;

/** Counts of one page. Times are in milliseconds. */
export class Rounds {
  #underWay = [];
  #trips = [];
  #sent = 0;
  #answered = 0;

  /** False if so many are under way that one more could not be watched. */
  sent(text, now) {
    if (this.#underWay.length >= MAX_UNDER_WAY) {
      return false;
    }
    this.#underWay.push({ text, at: now });
    this.#sent++;
    return true;
  }

  /** The milliseconds since the text was sent to which this is the answer; null if it is the answer to none. */
  answered(answer, now) {
    const first = this.#underWay[0];
    if (first === undefined || answer !== PREFIX + first.text) {
      return null;
    }
    this.#underWay.shift();
    this.#answered++;
    const millis = now - first.at;
    this.#trips.push(millis);
    if (this.#trips.length > REMEMBERED) {
      this.#trips.shift();
    }
    return millis;
  }

  /** The connection ended: how many will never be answered. */
  ended() {
    const lost = this.#underWay.length;
    this.#underWay = [];
    return lost;
  }

  /** `last` and `median` are null before the first answer. */
  figures() {
    const sorted = this.#trips.toSorted((a, b) => a - b);
    return {
      sent: this.#sent,
      answered: this.#answered,
      last: this.#trips.at(-1) ?? null,
      median: sorted[Math.floor(sorted.length / 2)] ?? null,
    };
  }
}

/** 0.42 becomes "0.4 ms", 12.6 "13 ms", 1234 "1.2 s". */
export function formatMillis(millis) {
  if (millis === null) {
    return "–";
  }
  if (millis >= 1_000) {
    return `${(millis / 1_000).toFixed(1)} s`;
  }
  return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;
}

/** The bytes of a text in UTF-8, which is how it travels: "13 bytes", "65,536 bytes". */
export function formatBytes(text) {
  const bytes = new TextEncoder().encode(text).length;
  return `${bytes.toLocaleString("en")} ${bytes === 1 ? "byte" : "bytes"}`;
}
