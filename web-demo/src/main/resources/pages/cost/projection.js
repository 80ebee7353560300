// From the bytes of one update to the bits per second of many clients, like the use cases of the book. No DOM here.

/** Use cases A, B and C. */
export const CLIENTS = [1_000, 10_000, 100_000];

/** What the book counts for one update by polling and by WebSocket. Its data is "only about 20 characters". */
export const BOOK = Object.freeze({
  polling: Object.freeze({ headersPerUpdate: 871, dataPerUpdate: 20 }),
  webSocket: Object.freeze({ headersPerUpdate: 2, dataPerUpdate: 20 }),
});

/** In the book every client polls, or gets a message, once a second. */
export const BOOK_UPDATES_PER_SECOND = 1;

const BITS = 8;

/** Bits per second that are headers alone, for each number of clients; null as long as one of the figures is. */
export function overhead(headersPerUpdate, updatesPerSecond) {
  const known = headersPerUpdate !== null && updatesPerSecond !== null;
  return CLIENTS.map((clients) => (known ? headersPerUpdate * updatesPerSecond * clients * BITS : null));
}
