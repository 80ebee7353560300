// The naive chat: a raw WebSocket to /broadcast. Whatever anybody sends comes to everybody, and nothing is kept.

import { RawSocket, showToggle } from "../shared/raw-socket.js";
import { ScrollLog } from "../shared/scroll-log.js";
import { showState } from "../shared/status.js";
import { eventLine, malformedLine, messageLine } from "./line.js";
import { consequence } from "./malformed.js";
import { readMessage } from "./message.js";

const MAX_MESSAGES = 100;

/** The panel with its button, badge, notice and log. */
export class NaiveChat {
  #log;
  #toggle;
  #badge;
  #notice;
  #isOwn;
  #socket;

  /** `isOwn` tells of an id whether the message is from this page. */
  constructor({ log, toggle, badge, notice }, isOwn) {
    this.#log = new ScrollLog(log, MAX_MESSAGES);
    this.#toggle = toggle;
    this.#badge = badge;
    this.#notice = notice;
    this.#isOwn = isOwn;
    this.#socket = new RawSocket("/broadcast", {
      onState: (state, sentence) => this.#onState(state, sentence),
      onMessage: (body) => this.#onMessage(body),
    });
    toggle.addEventListener("click", () => (this.#socket.state === "closed" ? this.open() : this.#socket.close()));
  }

  open() {
    this.#socket.open();
  }

  /** False if there is no connection; nothing is kept for later. */
  send(body) {
    return this.#socket.send(body);
  }

  #onState(state, sentence) {
    showState(this.#badge, this.#notice, { state, sentence });
    showToggle(this.#toggle, state);
    if (state === "live") {
      this.#log.add(eventLine("Connected. What was said before is nowhere."));
    } else if (state === "closed") {
      this.#log.add(eventLine("Disconnected. What is said now is missed."));
    }
  }

  /** A careless page would show what it gets; this one says what that would have done. */
  #onMessage(body) {
    const sentence = consequence(body);
    this.#log.add(sentence === null
      ? messageLine(readMessage(body), { own: this.#isOwn(readMessage(body).id) })
      : malformedLine(body, sentence));
  }
}
