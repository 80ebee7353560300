// Presence over STOMP: says every few seconds that somebody is here, and listens to the others.

import { newId, readPresence, writePresence } from "./message.js";
import { People } from "./people.js";

const TOPIC = "/topic/demo.chat.here.";
const BEAT_MILLIS = 4_000;
/**
 * The bridge hands out nobody's presence that is older: it is for who comes later and would see somebody who is gone. Longer
 * than the page's own deadline, since the clocks of this device and of the bridge may differ.
 */
const EXPIRES_MILLIS = 30_000;
const LOOK_MILLIS = 1_000;

/** Listens from the start; speaks while joined. */
export class Presence {
  id = newId();
  #connection;
  #onChange;
  #people = new People();
  #name = null;
  #beat = null;

  /** `onChange` gets all people, each with `id` and `name`, whenever somebody comes, goes or is called otherwise. */
  constructor(connection, onChange) {
    this.#connection = connection;
    this.#onChange = onChange;
    connection.subscribe(`${TOPIC}*`, (body, { destination }) => this.#heard(destination, body));
    setInterval(() => this.#look(this.#people.expire(performance.now())), LOOK_MILLIS);
    // Somebody else's list is right at once, and not only when the deadline has passed.
    window.addEventListener("pagehide", () => this.#say(false));
    window.addEventListener("pageshow", () => this.#say(true));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#say(true));
  }

  join(name) {
    this.#name = name;
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.#say(true), BEAT_MILLIS);
    this.#say(true);
  }

  leave() {
    this.#say(false);
    clearInterval(this.#beat);
    this.#name = null;
  }

  /** To be called when the connection is back: who was away says so himself. */
  again() {
    this.#say(true);
  }

  #say(here) {
    if (this.#name === null || !this.#connection.connected) {
      return;
    }
    const headers = { "content-type": "application/json", expires: String(Date.now() + EXPIRES_MILLIS) };
    // What is lost with the connection is said again with the next.
    this.#connection.publish(TOPIC + this.id, writePresence(this.#name, here), headers).catch(() => {});
  }

  #heard(destination, body) {
    const id = destination.slice(TOPIC.length);
    const presence = readPresence(body);
    if (presence !== null) {
      this.#look(this.#people.heard(id, presence, performance.now()));
    }
  }

  #look(changed) {
    if (changed) {
      this.#onChange(this.#people.list());
    }
  }
}
