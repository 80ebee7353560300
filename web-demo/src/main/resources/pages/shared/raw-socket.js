// A WebSocket of a page without STOMP: opened and ended by a button, and its end is told in words.

import { bridgeAddress } from "./connection.js";

const OPEN_TIMEOUT_MILLIS = 10_000;
/** What may wait in the browser to be sent; more is refused, since a page would never learn that it waits. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
const NORMAL = 1000;

/** What the codes mean that a raw endpoint of the bridge closes with; docs/wire.md, "WebSocket". */
const CLOSE_SENTENCES = new Map([
  [1000, "Both sides said goodbye"],
  [1001, "The bridge is shutting down, and says so; come back in a moment"],
  [1002, "A rule of the WebSocket protocol was broken"],
  [1003, "This endpoint takes text only, and that was binary data"],
  [1005, "The other side closed without a code"],
  [1006, "The connection ended without a goodbye: the bridge or the network between is gone"],
  [1007, "That was called text and is no UTF-8"],
  [1009, "That was longer than this endpoint takes in one message"],
  [1011, "Something went wrong inside the bridge"],
  [4100, "This page read too slowly: too much was waiting for it"],
  [4101, "This page gave no sign of life"],
  [4110, "Too much was waiting for all pages, and most of it for this one"],
  [4111, "That was too much in too short a time; wait a little before coming back"],
  [4114, "A message had begun and did not end in time"],
]);

/** One sentence for a close code, with the code and the reason that came with it. */
export function closeSentence(code, reason) {
  const words = CLOSE_SENTENCES.get(code) ?? "The other side closed for a reason of its own";
  return `${words} (code ${code}${reason ? `, “${reason}”` : ""}).`;
}

/** One endpoint, and one connection to it at a time. It does not come back by itself. */
export class RawSocket {
  #path;
  #told;
  #socket = null;
  #state = "closed";

  /**
   * `onState` gets "connecting", "live" or "closed", and when it ended a sentence for the reader, null if the reader wanted
   * it so. `onMessage` gets each text. `onClose`, if given, gets code, sentence and for how many milliseconds it was open.
   */
  constructor(path, { onState, onMessage, onClose = () => {} }) {
    this.#path = path;
    this.#told = { onState, onMessage, onClose };
  }

  get state() {
    return this.#state;
  }

  /** Does nothing while there is a connection, or one is being made. */
  open() {
    if (this.#socket !== null) {
      return;
    }
    const socket = new WebSocket(bridgeAddress(this.#path));
    const timeout = setTimeout(() => socket.close(), OPEN_TIMEOUT_MILLIS);
    let openedAt = null;
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => {
      clearTimeout(timeout);
      openedAt = performance.now();
      this.#become("live", null);
    });
    socket.addEventListener("message", (event) => {
      if (typeof event.data === "string") {
        this.#told.onMessage(event.data);
      }
    });
    socket.addEventListener("close", (event) => {
      clearTimeout(timeout);
      this.#ended(event, openedAt);
    });
    this.#become("connecting", null);
  }

  /** Says goodbye; "closed" follows when the other side has answered. */
  close() {
    this.#socket?.close(NORMAL);
  }

  /** A text or bytes. False if there is no connection, or too much waits already. */
  send(data) {
    if (this.#state !== "live" || this.#socket.bufferedAmount > MAX_WAITING_BYTES) {
      return false;
    }
    this.#socket.send(data);
    return true;
  }

  #ended({ code, reason }, openedAt) {
    this.#socket = null;
    if (openedAt === null) {
      const sentence = `The bridge at ${bridgeAddress(this.#path)} does not answer.`;
      this.#told.onClose(code, sentence, 0);
      this.#become("closed", sentence);
      return;
    }
    const sentence = closeSentence(code, reason);
    this.#told.onClose(code, sentence, performance.now() - openedAt);
    this.#become("closed", code === NORMAL ? null : sentence);
  }

  #become(state, sentence) {
    this.#state = state;
    this.#told.onState(state, sentence);
  }
}

/** A button that connects and disconnects, for a connection whose state it is told. */
export function showToggle(button, state) {
  button.textContent = state === "closed" ? "Connect" : "Disconnect";
  button.classList.toggle("primary", state === "closed");
}
