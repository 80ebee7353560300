// One's own point: from consent, through the browser's position, to its removal everywhere. No DOM here.

import { failure, isFinal, obstacle } from "./failures.js";
import { createIdentity } from "./identity.js";
import { LIFETIME_MILLIS, POSITIONS, RENEWAL_MILLIS, rounded } from "./position.js";

const TICK_MILLIS = 1_000;
/** A device that moves tells so once a second; everybody would get it. */
const LEAST_INTERVAL_MILLIS = 2_000;
const FIX_TIMEOUT_MILLIS = 30_000;
/** A position that the device already knows is good enough when it is so young. */
const FIX_MAX_AGE_MILLIS = 15_000;

export class Sharing {
  #connection;
  #onChange;
  /** Of this sharing: identity, farewell, grid, watch, latest, sentAt. Null while nothing is shared. */
  #session = null;
  /** A farewell that could not be sent for want of a connection. */
  #owed = null;
  #problem = null;
  #ended = false;

  /** `onChange` is called when `state`, `problem` or `id` changes. Nothing happens before `start`. */
  constructor({ connection, onChange }) {
    this.#connection = connection;
    this.#onChange = onChange;
    setInterval(() => this.#tick(), TICK_MILLIS);
  }

  /** "off", "locating" until the device knows where it is, then "shared"; "removing" until the bridge knows, then "removed". */
  get state() {
    if (this.#session !== null) {
      return this.#session.latest === null ? "locating" : "shared";
    }
    if (this.#owed !== null) {
      return "removing";
    }
    return this.#ended ? "removed" : "off";
  }

  /** A sentence for the reader, or null. */
  get problem() {
    return this.#problem;
  }

  /** The id of one's own point, null while nothing is shared. */
  get id() {
    return this.#session?.identity?.id ?? null;
  }

  get grid() {
    return this.#session?.grid ?? null;
  }

  /** When the position left last, in milliseconds of the epoch; 0 for not yet. */
  get sentAt() {
    return this.#session?.sentAt ?? 0;
  }

  /** The visitor agreed to share at this grid: a new id, then the question of the browser. */
  async start(grid) {
    if (this.#session !== null || obstacle() !== null) {
      return;
    }
    const session = { identity: null, farewell: null, grid, watch: null, latest: null, sentAt: 0 };
    Object.assign(session, { changed: false, lost: false });
    this.#session = session;
    this.#problem = null;
    this.#onChange();
    const identity = await createIdentity();
    // Signed now: a page that is being closed has no time for it.
    const farewell = await identity.sign({ gone: true });
    if (this.#session !== session) {
      return;
    }
    Object.assign(session, { identity, farewell });
    session.watch = navigator.geolocation.watchPosition(
      ({ coords }) => this.#found(session, coords),
      ({ code }) => this.#failed(session, code),
      {
        enableHighAccuracy: grid.degrees === 0,
        timeout: FIX_TIMEOUT_MILLIS,
        maximumAge: FIX_MAX_AGE_MILLIS,
      },
    );
  }

  /** Forgets the position and removes the point everywhere. Also while the page is being closed: it waits for nothing. */
  stop() {
    const session = this.#session;
    if (session === null) {
      return;
    }
    this.#session = null;
    this.#problem = null;
    if (session.watch !== null) {
      navigator.geolocation.clearWatch(session.watch);
    }
    this.#ended = session.sentAt > 0;
    if (this.#ended) {
      this.#owed = { destination: POSITIONS + session.identity.id, body: session.farewell };
      this.#sayFarewell();
    }
    this.#onChange();
  }

  /** The connection is there, perhaps again: what others may have missed is sent. */
  connected() {
    this.#sayFarewell();
    if (this.#session?.latest) {
      this.#send(this.#session);
    }
  }

  #found(session, coords) {
    if (session !== this.#session) {
      return;
    }
    const position = rounded(coords, session.grid);
    const known = session.latest;
    session.changed ||= known === null
      || known.lat !== position.lat || known.lon !== position.lon || known.accuracy !== position.accuracy;
    session.latest = position;
    session.lost = false;
    this.#problem = null;
    this.#tick();
    this.#onChange();
  }

  #failed(session, code) {
    if (session !== this.#session) {
      return;
    }
    // What is no longer known to be true is not renewed, and expires.
    session.lost = true;
    if (isFinal(code)) {
      this.stop();
    }
    this.#problem = failure(code);
    this.#onChange();
  }

  #tick() {
    const session = this.#session;
    if (!session?.latest || session.lost) {
      return;
    }
    const since = Date.now() - session.sentAt;
    if (since >= RENEWAL_MILLIS || (session.changed && since >= LEAST_INTERVAL_MILLIS)) {
      this.#send(session);
    }
  }

  async #send(session) {
    if (!this.#connection.connected) {
      return;
    }
    session.sentAt = Date.now();
    session.changed = false;
    const body = await session.identity.sign({ ...session.latest, time: new Date(session.sentAt).toISOString() });
    // Stopped meanwhile: nothing may follow the farewell.
    if (session === this.#session && this.#connection.connected) {
      this.#publish(POSITIONS + session.identity.id, body, LIFETIME_MILLIS).catch(() => {}); // The notice tells why.
      this.#onChange();
    }
  }

  #sayFarewell() {
    const owed = this.#owed;
    if (owed === null || !this.#connection.connected) {
      return;
    }
    // It must outlive the position that it replaces, also when clocks differ a little.
    this.#publish(owed.destination, owed.body, 4 * LIFETIME_MILLIS).then(() => {
      this.#owed = this.#owed === owed ? null : this.#owed;
      this.#onChange();
    }, () => {}); // It is said again with the next connection.
  }

  #publish(destination, body, lifetimeMillis) {
    const expires = String(Date.now() + lifetimeMillis);
    return this.#connection.publish(destination, body, { "content-type": "application/json", expires });
  }
}
