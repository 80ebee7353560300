// Prices by HTTP polling: a request at every interval, whether or not there is anything new.

import { responseHeadBytes } from "./wire.js";

const TIMEOUT_MILLIS = 5_000;
/** An answer has less than a hundred bytes. */
const MAX_BODY_BYTES = 4_096;
/** While the bridge is away nobody needs to ask it more often than this. */
const RETRY_MILLIS = 1_000;
/** Date has no fractions: it may mean any moment of its second. */
const DATE_MILLIS = 999;

/**
 * Polls until the function that it returns is called; an answer under way is still counted then.
 * @param {string} symbol
 * @param {number} intervalMillis between two requests, if the answer comes in that time
 * @param {{cost: Function, price: Function, state: Function, clock: Function}} sink gets what came
 */
export function startPolling(symbol, intervalMillis, sink) {
  const address = `../api/prices?symbol=${encodeURIComponent(symbol)}`;
  let timer = null;
  let stopped = false;
  let next = performance.now();

  async function ask() {
    let wait = intervalMillis;
    try {
      await poll(address, sink);
      sink.state("live", null);
    } catch {
      sink.state("reconnecting", "Polling gets no answer. Trying again…");
      wait = Math.max(wait, RETRY_MILLIS);
    }
    if (!stopped) {
      const now = performance.now();
      next = Math.max(next + wait, now);
      timer = setTimeout(ask, next - now);
    }
  }

  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function poll(address, sink) {
  const sentAt = Date.now();
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  const receivedAt = Date.now();
  if (!response.ok || Number(response.headers.get("content-length")) > MAX_BODY_BYTES) {
    response.body?.cancel();
    throw new Error("no price");
  }
  const body = await response.text();
  sink.cost({
    headers: requestHeadBytes(response.headers) + responseHeadBytes(response),
    data: bodyBytes(response.headers),
    transfers: 1,
  });
  const date = Date.parse(response.headers.get("date"));
  if (Number.isFinite(date)) {
    sink.clock({ sentAt, receivedAt, from: date, to: date + DATE_MILLIS });
  }
  sink.price(body);
}

/** A page does not see what the browser sends; the server says what it got. */
function requestHeadBytes(headers) {
  const bytes = Number(headers.get("x-request-bytes"));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}

/** As it was on the wire, also if somebody between compressed it; 204 has none. */
function bodyBytes(headers) {
  const bytes = Number(headers.get("content-length"));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : 0;
}
