// Sends malformed data to the chat over a connection of its own, so that the chat's own connection goes on, and tells what the
// bridge does about each piece.

import { Connection } from "../shared/connection.js";

/** For one step: an answer, a close, coming back. */
const PATIENCE_MILLIS = 20_000;

/**
 * Sends one body after the other; each costs the connection, which comes back by itself before the next. `onRefused` gets the
 * number of the piece, the bridge's sentence and the code of the close, `onBack` the number and for how many
 * milliseconds the connection was gone. The promise is kept when all is over.
 */
export async function vandalise(destination, bodies, { onRefused, onBack }) {
  const socket = new Watched();
  const connection = new Connection({
    onState: (state) => socket.onState(state),
    onSocket: (raw) => raw.addEventListener("close", ({ code }) => socket.onClose(code)),
  });
  try {
    let live = socket.next("live");
    connection.start();
    await live;
    for (let i = 0; i < bodies.length; i++) {
      const closed = socket.next("closed");
      live = socket.next("live");
      const sentence = await refusal(connection, destination, bodies[i]);
      const code = await closed;
      const closedAt = performance.now();
      onRefused(i, sentence, code);
      await live;
      onBack(i, performance.now() - closedAt);
    }
  } finally {
    await connection.close();
  }
}

async function refusal(connection, destination, body) {
  try {
    await connection.publish(destination, body, { "content-type": "application/json" });
  } catch (error) {
    return error.message;
  }
  throw new Error("the bridge took it");
}

/** Promises of what happens next to a connection. */
class Watched {
  #waiting = [];

  next(event) {
    const promise = new Promise((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error("the bridge did not answer in time")), PATIENCE_MILLIS);
      this.#waiting.push({ event, keep: (value) => (clearTimeout(timeout), resolve(value)) });
    });
    promise.catch(() => {}); // Nobody waits for what comes after a step that failed.
    return promise;
  }

  onState(state) {
    this.#happened(state);
  }

  onClose(code) {
    this.#happened("closed", code);
  }

  #happened(event, value) {
    const kept = this.#waiting.filter((one) => one.event === event);
    this.#waiting = this.#waiting.filter((one) => one.event !== event);
    kept.forEach(({ keep }) => keep(value));
  }
}
