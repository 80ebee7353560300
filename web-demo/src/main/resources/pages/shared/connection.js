// The STOMP connection of a page: keeps itself and its subscriptions up, and tells in one word how it is doing.

const { Client, ReconnectionTimeMode } = globalThis.StompJs ?? {};

const SUBPROTOCOLS = ["v12.stomp", "v11.stomp", "v10.stomp"];
const CONNECT_TIMEOUT_MILLIS = 10_000;
const MAX_RECONNECT_MILLIS = 15_000;
const HEART_BEAT_MILLIS = 10_000;
/** Where a subscription's pace is changed; docs/wire.md, "SUBSCRIBE: shared subscriptions". */
const PACE_DESTINATION = "/bridge/subscription";

/** False where a page has to say that it cannot work. */
export function supported() {
  return "WebSocket" in window && Client !== undefined;
}

/** What a page says where it is not. */
export const UNSUPPORTED = "This browser has no WebSocket, so nothing can arrive. Any current browser will do.";

/** A WebSocket endpoint of the bridge that served this page. */
export function bridgeAddress(path = "/stomp", location = window.location) {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}

/** Connects anonymously, subscribes again with each connection, and comes back by itself. */
export class Connection {
  #client;
  #onState;
  #subscriptions = new Map();
  #answers = new Map();
  #lastId = 0;
  #refusal = null;
  #everLive = false;
  #closed = new AbortController();
  // Spread, so that a thousand pages do not come back in the same instant after a restart.
  #firstDelayMillis = 500 + Math.random() * 1_000;

  /**
   * `onState` gets "connecting", "live" (all subscriptions have begun: what is published from then on arrives),
   * "reconnecting", "offline" (the device has no network) or "closed" (the page ended it), and a sentence for the reader
   * when something is wrong, else null. `onSocket` gets each WebSocket before it opens, to measure it;
   * `connectHeaders` go with every CONNECT.
   */
  constructor({ onState, onSocket = () => {}, connectHeaders = {} }) {
    this.#onState = onState;
    this.#client = new Client({
      webSocketFactory: () => {
        const socket = new WebSocket(bridgeAddress(), SUBPROTOCOLS);
        onSocket(socket);
        return socket;
      },
      connectHeaders,
      connectionTimeout: CONNECT_TIMEOUT_MILLIS,
      reconnectDelay: this.#firstDelayMillis,
      maxReconnectDelay: MAX_RECONNECT_MILLIS,
      reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
      // A hidden tab's timers run once a minute, too late to send heart-beats. The bridge pings a silent browser on the
      // WebSocket level instead, and the browser answers that without a timer.
      heartbeatOutgoing: 0,
      heartbeatIncoming: HEART_BEAT_MILLIS,
      discardWebsocketOnCommFailure: true,
      onConnect: () => this.#connected(),
      onStompError: (frame) => this.#refused(frame),
      onWebSocketClose: (closing) => this.#lost(closing),
    });
  }

  /** Connects, and stays so. Subscribe before: then "live" speaks of these subscriptions as well. */
  start() {
    // The back-off may have grown while there was no network to try.
    const { signal } = this.#closed;
    window.addEventListener("online", async () => {
      await this.#client.deactivate({ force: true });
      this.#client.activate();
    }, { signal });
    window.addEventListener("offline", () => this.#client.forceDisconnect(), { signal });
    this.#onState(navigator.onLine ? "connecting" : "offline", null);
    this.#client.activate();
  }

  get connected() {
    return this.#client.connected;
  }

  /**
   * `onMessage` gets body and headers; what it throws is reported and breaks nothing else. The subscription can be paced
   * with `setPace("4/s")`, or "none", and ended with `unsubscribe()`.
   */
  subscribe(destination, onMessage, headers = {}) {
    const id = `sub-${this.#lastId++}`;
    const subscription = { destination, onMessage, headers: { ...headers, id } };
    this.#subscriptions.set(id, subscription);
    if (this.connected) {
      this.#begin(subscription).catch(() => {}); // The ERROR closes the connection, and the state tells why.
    }
    return {
      setPace: (rate) => {
        subscription.headers["x-max-rate"] = rate;
        return this.connected ? this.publish(PACE_DESTINATION, "", { id, "x-max-rate": rate }) : Promise.resolve();
      },
      unsubscribe: () => {
        this.#subscriptions.delete(id);
        if (this.connected) {
          this.#client.unsubscribe(id);
        }
      },
    };
  }

  /** Sends a text. The promise is kept when the broker has it, and broken with the sentence of the bridge if it is refused. */
  publish(destination, body, headers = {}) {
    if (!this.connected) {
      return Promise.reject(new Error("there is no connection to the bridge"));
    }
    return this.#answered((receipt) => this.#client.publish({
      destination,
      body,
      headers: { ...headers, receipt },
      skipContentLengthHeader: true,
    }));
  }

  /** Ends the connection for good; the page says goodbye. */
  close() {
    this.#closed.abort();
    return this.#client.deactivate();
  }

  #begin({ destination, onMessage, headers }) {
    return this.#answered((receipt) => {
      this.#client.subscribe(destination, (message) => {
        try {
          onMessage(message.body, message.headers);
        } catch (error) {
          // Thrown on, it would cost the other messages that came in the same WebSocket message.
          reportError(error);
        }
      }, { ...headers, receipt });
    });
  }

  /** Runs `send` with the id of a receipt; the promise is that receipt. */
  #answered(send) {
    const receipt = `receipt-${this.#lastId++}`;
    return new Promise((resolve, reject) => {
      this.#answers.set(receipt, reject);
      this.#client.watchForReceipt(receipt, () => {
        this.#answers.delete(receipt);
        resolve();
      });
      send(receipt);
    });
  }

  async #connected() {
    try {
      await Promise.all([...this.#subscriptions.values()].map((subscription) => this.#begin(subscription)));
    } catch {
      return; // The connection ended meanwhile, and the state says so.
    }
    this.#everLive = true;
    this.#client.reconnectDelay = this.#firstDelayMillis;
    this.#onState("live", null);
  }

  #refused(frame) {
    this.#refusal = frame.headers.message || "no reason given";
    // The client starts its back-off anew with every CONNECTED, also when SUBSCRIBE is refused each time.
    this.#client.reconnectDelay = Math.min(2 * this.#client.reconnectDelay, MAX_RECONNECT_MILLIS);
    const reject = this.#answers.get(frame.headers["receipt-id"]);
    reject?.(new Error(this.#refusal));
  }

  #lost(closing) {
    const reason = this.#refusal ?? closing.reason;
    this.#refusal = null;
    this.#answers.forEach((reject) => reject(new Error("the connection to the bridge is lost")));
    this.#answers.clear();
    if (this.#closed.signal.aborted) {
      this.#onState("closed", null);
    } else if (!navigator.onLine) {
      this.#onState("offline", null);
    } else if (reason) {
      this.#onState("reconnecting", `The bridge ended the connection: ${reason}. Trying again…`);
    } else if (this.#everLive) {
      this.#onState("reconnecting", "The connection to the bridge is lost. Trying again…");
    } else {
      this.#onState("connecting", `The bridge at ${bridgeAddress()} does not answer. Trying again…`);
    }
  }
}
