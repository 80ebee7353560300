// What one way of getting prices has cost so far. No DOM here.

/**
 * Nothing yet. Bytes but for `transfers` (responses, events or messages that may bring a price), `updates`, and
 * `ageMillis`, the sum of `ages` ages on arrival. `once` is what opens a connection and keeps it, whether or not a price comes.
 */
export const NOTHING = Object.freeze({ headers: 0, data: 0, once: 0, transfers: 0, updates: 0, ages: 0, ageMillis: 0 });

/** The totals after some bytes more. */
export function charge(totals, { headers = 0, data = 0, once = 0, transfers = 0 }) {
  return {
    ...totals,
    headers: totals.headers + headers,
    data: totals.data + data,
    once: totals.once + once,
    transfers: totals.transfers + transfers,
  };
}

/** The totals after a new price, which was so old when it came; null if that does not count. */
export function arrive(totals, ageMillis) {
  const updates = totals.updates + 1;
  return ageMillis === null
    ? { ...totals, updates }
    : { ...totals, updates, ages: totals.ages + 1, ageMillis: totals.ageMillis + ageMillis };
}

/**
 * What comes of the totals in so many milliseconds. Of what is divided by updates there is nothing, null, before the first; and
 * nothing is divided by time before a second is over.
 */
export function figures(totals, elapsedMillis) {
  const { headers, data, once, updates, ages } = totals;
  const each = (amount) => (updates === 0 ? null : amount / updates);
  return {
    ...totals,
    total: headers + data + once,
    headersPerUpdate: each(headers),
    dataPerUpdate: each(data),
    arrivalAge: ages === 0 ? null : totals.ageMillis / ages,
    updatesPerSecond: elapsedMillis < 1_000 ? null : (updates * 1_000) / elapsedMillis,
  };
}

/** Runs while something is measured, and stands still between. Times are milliseconds of any one clock. */
export class Stopwatch {
  #before = 0;
  #startedAt = null;

  start(now) {
    this.#startedAt ??= now;
  }

  stop(now) {
    this.#before = this.elapsed(now);
    this.#startedAt = null;
  }

  reset(now) {
    this.#before = 0;
    this.#startedAt = this.#startedAt === null ? null : now;
  }

  elapsed(now) {
    return this.#before + (this.#startedAt === null ? 0 : now - this.#startedAt);
  }
}
