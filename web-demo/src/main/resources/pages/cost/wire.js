// How many bytes a message takes on the wire: payload of TCP, so without the heads of TCP and IP, and without TLS. No DOM here.

const CRLF = 2;
/** RFC 6455 §5.2: longer payloads need a longer length. */
const SHORT_PAYLOAD = 125;
const MEDIUM_PAYLOAD = 65_535;
/** What browsers put on their frames (§5.3). */
const MASK = 4;
/** The code of a close frame (§5.5.1). */
const CLOSE_CODE = 2;
/** The received close frame had no code (§7.4.1). */
const NO_CODE = 1005;

const encoder = new TextEncoder();

/** In UTF-8. */
export function textBytes(text) {
  return encoder.encode(text).length;
}

/**
 * The head of an HTTP/1.1 response with its empty line. Names come in lower case, which is as long; a header that came twice
 * would be joined, and one that pages do not see (Set-Cookie) is missing.
 */
export function responseHeadBytes({ status, statusText, headers }) {
  let bytes = textBytes(`HTTP/1.1 ${status} ${statusText}`) + CRLF;
  for (const [name, value] of headers) {
    bytes += textBytes(`${name}: ${value}`) + CRLF;
  }
  return bytes + CRLF;
}

/** An event of a text/event-stream with its empty line, written like the bridge does; `type` is "" for a message. */
export function eventCost(type, data) {
  const typeLine = type === "" ? 0 : textBytes(`event: ${type}\n`);
  const lines = data.split("\n");
  const bytes = lines.reduce((sum, line) => sum + textBytes(`data: ${line}\n`), typeLine) + 1;
  const dataBytes = textBytes(data);
  return { headers: bytes - dataBytes, data: dataBytes };
}

/** The head of a WebSocket frame: 2, 4 or 10 bytes, and the mask if a browser sends it. */
export function frameHeadBytes(payloadBytes, masked) {
  const mask = masked ? MASK : 0;
  if (payloadBytes <= SHORT_PAYLOAD) {
    return 2 + mask;
  }
  return (payloadBytes <= MEDIUM_PAYLOAD ? 4 : 10) + mask;
}

/** A WebSocket message of one frame, a string or an ArrayBuffer, with the head of that frame. */
export function messageBytes(message, masked) {
  const payload = typeof message === "string" ? textBytes(message) : message.byteLength;
  return frameHeadBytes(payload, masked) + payload;
}

/**
 * What a WebSocket message from the bridge costs: of a STOMP MESSAGE the body is data, the rest of it and the frame's head are
 * headers; whatever else comes (CONNECTED, RECEIPT, ERROR, heart-beats) belongs to the connection.
 * @returns {{headers: number, data: number, once: number}}
 */
export function stompCost(message) {
  const bytes = messageBytes(message, false);
  const data = typeof message === "string" ? bodyBytes(message) : null;
  return data === null ? { headers: 0, data: 0, once: bytes } : { headers: bytes - data, data, once: 0 };
}

/** What a CONNECTED frame says of the handshake before it; 0 for everything else. */
export function handshakeBytes(message) {
  const told = typeof message === "string" ? /^CONNECTED\n(?:.+\n)*?x-handshake-bytes:(\d{1,6})\n/.exec(message) : null;
  return told === null ? 0 : Number(told[1]);
}

/** Of all MESSAGE frames in it, null without one. Bodies are JSON, so none has a NUL inside. */
function bodyBytes(text) {
  const bodies = text.split("\0")
    .map((frame) => frame.replace(/^[\r\n]+/, ""))
    .filter((frame) => /^MESSAGE\r?\n/.test(frame))
    .map((frame) => textBytes(frame.slice(frame.search(/\r?\n\r?\n/)).replace(/^\r?\n\r?\n/, "")));
  return bodies.length === 0 ? null : bodies.reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Both close frames of a connection that ended with the closing handshake (§7.1.1): the side that comes second repeats what it
 * got, and a page that closes first sends no code. The bridge closes first, behind the RECEIPT of DISCONNECT.
 */
export function closeBytes({ code, reason }) {
  const payload = code === NO_CODE ? 0 : CLOSE_CODE + textBytes(reason);
  return frameHeadBytes(payload, false) + frameHeadBytes(payload, true) + 2 * payload;
}
