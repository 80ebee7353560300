// The same chat over STOMP topics: each message has met a contract, the last one is kept, and one sees who is here.

import { ScrollLog } from "../shared/scroll-log.js";
import { element } from "../shared/shell.js";
import { eventLine, messageLine } from "./line.js";
import { readMessage } from "./message.js";

export const LOBBY = "/topic/demo.chat.lobby";
const MAX_MESSAGES = 100;
/** Ids by which a message is known that the snapshot brings once more; more than are shown. */
const MAX_REMEMBERED = 200;

/** The panel with its log, and the list of who is here. */
export class TopicChat {
  #log;
  #people;
  #connection;
  #isOwn;
  #seen = new Set();

  /** Subscribes; the connection need not have begun. `isOwn` tells of an id whether the message is from this page. */
  constructor({ log, people }, connection, isOwn) {
    this.#log = new ScrollLog(log, MAX_MESSAGES);
    this.#people = people;
    this.#connection = connection;
    this.#isOwn = isOwn;
    connection.subscribe(LOBBY, (body, headers) => this.#onMessage(body, headers));
  }

  /** The promise is kept when the bridge has taken it, and broken with its sentence. */
  send(body) {
    return this.#connection.publish(LOBBY, body, { "content-type": "application/json" });
  }

  tell(sentence) {
    this.#log.add(eventLine(sentence));
  }

  /** `people` have `id` and `name`; `ownId` is among them if this visitor has joined. */
  showPeople(people, ownId) {
    const entries = people.map(({ id, name }) => element("li", { "data-person": id, class: "said" },
      name, ...(id === ownId ? [element("span", { class: "meta" }, " (you)")] : [])));
    this.#people.replaceChildren(...entries);
  }

  #onMessage(body, headers) {
    const message = readMessage(body);
    if (message === null || this.#seen.has(message.id)) {
      return; // After each reconnect the last message comes once more.
    }
    this.#seen.add(message.id);
    if (this.#seen.size > MAX_REMEMBERED) {
      this.#seen.delete(this.#seen.values().next().value);
    }
    const note = headers["x-snapshot"] === undefined ? null : "before you came";
    this.#log.add(messageLine(message, { own: this.#isOwn(message.id), note }));
  }
}
