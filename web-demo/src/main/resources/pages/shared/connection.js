// The STOMP connection of a page: keeps itself up, and tells in one word how it is doing.

const { Client, ReconnectionTimeMode } = globalThis.StompJs ?? {};

const CONNECT_TIMEOUT_MILLIS = 10_000;
const MAX_RECONNECT_MILLIS = 15_000;
const HEART_BEAT_MILLIS = 10_000;
/** The receipt of SUBSCRIBE. Only with it is the page live: what is published from then on arrives. */
const SUBSCRIBED = "subscribed";

/** False where a page has to say that it cannot work. */
export function supported() {
  return "WebSocket" in window && Client !== undefined;
}

/** The bridge that served this page. */
export function bridgeAddress(location = window.location) {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/stomp`;
}

/**
 * Connects anonymously, subscribes once per connection, and comes back by itself.
 *
 * `onState` gets "connecting", "live", "reconnecting" or "offline" (the device has no network), and a sentence for the
 * reader when something is wrong. `onMessage` gets a body as text; what it throws is reported and breaks nothing else.
 */
export function connect({ destination, onMessage, onState }) {
  // Spread, so that a thousand pages do not come back in the same instant after a restart.
  const firstDelayMillis = 500 + Math.random() * 1_000;
  let refusal = null;
  let everLive = false;

  const report = (closing) => {
    const reason = refusal ?? closing.reason;
    refusal = null;
    if (!navigator.onLine) {
      onState("offline", "This device is offline. The page connects again as soon as there is a network.");
    } else if (reason) {
      onState("reconnecting", `The bridge ended the connection: ${reason}. Trying again…`);
    } else if (everLive) {
      onState("reconnecting", "The connection to the bridge is lost. Trying again…");
    } else {
      onState("connecting", `The bridge at ${bridgeAddress()} does not answer. Trying again…`);
    }
  };

  const live = () => {
    everLive = true;
    client.reconnectDelay = firstDelayMillis;
    onState("live", null);
  };

  const client = new Client({
    brokerURL: bridgeAddress(),
    connectionTimeout: CONNECT_TIMEOUT_MILLIS,
    reconnectDelay: firstDelayMillis,
    maxReconnectDelay: MAX_RECONNECT_MILLIS,
    reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL,
    // A hidden tab's timers run once a minute, too late to send heart-beats. The bridge pings a silent browser on the
    // WebSocket level instead, and the browser answers that without a timer.
    heartbeatOutgoing: 0,
    heartbeatIncoming: HEART_BEAT_MILLIS,
    discardWebsocketOnCommFailure: true,
    onConnect: () => {
      client.watchForReceipt(SUBSCRIBED, live);
      client.subscribe(destination, (message) => {
        try {
          onMessage(message.body);
        } catch (error) {
          // Thrown on, it would cost the other messages that came in the same WebSocket message.
          reportError(error);
        }
      }, { receipt: SUBSCRIBED });
    },
    onStompError: (frame) => {
      refusal = frame.headers.message || "no reason given";
      // The client starts its back-off anew with every CONNECTED, also when SUBSCRIBE is refused each time.
      client.reconnectDelay = Math.min(2 * client.reconnectDelay, MAX_RECONNECT_MILLIS);
    },
    onWebSocketClose: report,
  });

  // The back-off may have grown while there was no network to try.
  window.addEventListener("online", async () => {
    await client.deactivate({ force: true });
    client.activate();
  });
  window.addEventListener("offline", () => client.forceDisconnect());

  onState(navigator.onLine ? "connecting" : "offline", null);
  client.activate();
}
