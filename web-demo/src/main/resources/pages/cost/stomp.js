// Prices by STOMP over WebSocket: one subscription, and a message for each price.

import { Connection } from "../shared/connection.js";
import { closeBytes, handshakeBytes, messageBytes, stompCost } from "./wire.js";

/** Asks the bridge for what no page sees; docs/wire.md, "x-handshake-bytes". */
const CONNECT_HEADERS = { "x-handshake-bytes": "true" };

/** Subscribes until the function that it returns is called. The sink gets what came, like that of polling. */
export function startStomp(symbol, sink) {
  const connection = new Connection({
    onState: sink.state,
    onSocket: (socket) => measure(socket, sink),
    connectHeaders: CONNECT_HEADERS,
  });
  connection.subscribe(`/topic/stock.${symbol}`, (body) => sink.price(body));
  connection.start();
  return () => connection.close();
}

/** Counts what passes a socket, in both directions. What the browser does by itself, pongs for example, no page sees. */
function measure(socket, sink) {
  const { send } = socket;
  socket.send = (message) => {
    sink.cost({ once: messageBytes(message, true) });
    send.call(socket, message);
  };
  socket.addEventListener("message", ({ data }) => {
    const cost = stompCost(data);
    sink.cost({ ...cost, once: cost.once + handshakeBytes(data), transfers: cost.data > 0 ? 1 : 0 });
  });
  socket.addEventListener("close", (closing) => {
    if (closing.wasClean) {
      sink.cost({ once: closeBytes(closing) });
    }
  });
}
