// Prices by server-sent events: one request, and a response that does not end.

import { eventCost } from "./wire.js";

/** An EventSource comes back by itself, unless the answer was a refusal. */
const RETRY_MILLIS = 3_000;
const MAX_CHARACTERS = 4_096;

/** Listens until the function that it returns is called. The sink gets what came, like that of polling. */
export function startEvents(symbol, sink) {
  const address = `../api/prices/events?symbol=${encodeURIComponent(symbol)}`;
  let source = null;
  let timer = null;

  function open() {
    // Of a connection that the browser opens again by itself nobody knows when it asked.
    let sentAt = Date.now();
    source = new EventSource(address);
    source.addEventListener("opened", ({ data }) => {
      const heads = parseHeads(data);
      const { headers: around, data: bytes } = eventCost("opened", data);
      sink.cost({ once: heads.requestBytes + heads.responseBytes + around + bytes });
      if (sentAt !== null && heads.time !== null) {
        sink.clock({ sentAt, receivedAt: Date.now(), from: heads.time, to: heads.time + 1 });
      }
      sentAt = null;
      sink.state("live", null);
    });
    source.addEventListener("message", ({ data }) => {
      sink.cost({ ...eventCost("", data), transfers: 1 });
      sink.price(data);
    });
    source.addEventListener("error", () => {
      sentAt = null;
      sink.state("reconnecting", "The stream of events broke off. Trying again…");
      if (source.readyState === EventSource.CLOSED) {
        timer = setTimeout(open, RETRY_MILLIS);
      }
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** The first event says what both heads had, which no page sees, and what the server's clock says, null if nothing. */
function parseHeads(json) {
  let heads;
  try {
    heads = json.length > MAX_CHARACTERS ? null : JSON.parse(json);
  } catch {
    heads = null;
  }
  const count = (value) => (Number.isSafeInteger(value) && value > 0 ? value : 0);
  const time = Date.parse(heads?.time);
  return {
    requestBytes: count(heads?.requestBytes),
    responseBytes: count(heads?.responseBytes),
    time: Number.isFinite(time) ? time : null,
  };
}
