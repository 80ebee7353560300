// What can be measured from a browser: each probe resolves with what it found, and rejects with a ProbeFailure.

import { bridgeAddress } from "../shared/connection.js";

const OPEN_MILLIS = 10_000;
const ANSWER_MILLIS = 15_000;
const REQUEST_MILLIS = 10_000;
const ROUND_TRIPS = 10;

/** A probe that did not come through; `millis` is how long it took to fail, `code` how the socket was closed, if it was. */
export class ProbeFailure extends Error {
  constructor(message, { code = null, millis }) {
    super(message);
    this.code = code;
    this.millis = millis;
  }
}

/** The request as it arrived, and the `token` that went along in the header X-Path-Check. */
export async function request(address, token) {
  const begun = performance.now();
  try {
    const response = await fetch(address, {
      headers: { "X-Path-Check": token },
      cache: "no-store",
      signal: AbortSignal.timeout(REQUEST_MILLIS),
    });
    if (!response.ok) {
      throw new Error(`the answer is ${response.status}`);
    }
    const arrived = await response.json();
    const [entry] = performance.getEntriesByName(response.url, "resource").slice(-1);
    return { arrived, protocol: entry?.nextHopProtocol ?? "", millis: performance.now() - begun };
  } catch (error) {
    throw new ProbeFailure(error.message, { millis: performance.now() - begun });
  }
}

/** An open WebSocket and how long it took to open. */
export function open(address, subprotocols = []) {
  const begun = performance.now();
  const socket = new WebSocket(address, subprotocols);
  socket.binaryType = "arraybuffer";
  return new Promise((resolve, reject) => {
    const fail = (message, code) =>
      reject(new ProbeFailure(message, { code, millis: performance.now() - begun }));
    const late = setTimeout(() => {
      fail(`no answer within ${OPEN_MILLIS / 1_000} seconds`, null);
      socket.close();
    }, OPEN_MILLIS);
    socket.addEventListener("open", () => {
      clearTimeout(late);
      resolve({ socket, millis: performance.now() - begun });
    });
    socket.addEventListener("close", ({ code }) => {
      clearTimeout(late);
      fail("the WebSocket does not open", code);
    });
  });
}

/** Sends data and resolves with the next message and how long it took. */
export function roundTrip(socket, data) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const fail = (message, code = null) => {
      done.abort();
      reject(new ProbeFailure(message, { code, millis: performance.now() - begun }));
    };
    const late = setTimeout(() => fail(`nothing came back within ${ANSWER_MILLIS / 1_000} seconds`), ANSWER_MILLIS);
    done.signal.addEventListener("abort", () => clearTimeout(late));
    socket.addEventListener("message", (event) => {
      done.abort();
      resolve({ data: event.data, millis: performance.now() - begun });
    }, { signal: done.signal });
    socket.addEventListener("close", ({ code }) => fail("the WebSocket was closed", code), { signal: done.signal });
    if (socket.readyState !== WebSocket.OPEN) {
      fail("the WebSocket is closed");
      return;
    }
    socket.send(data);
  });
}

/**
 * The subprotocol that comes back when STOMP 1.2 is offered, "" if one is lost on the way: a browser refuses an answer
 * without any, so that only an attempt without an offer tells it from a path that is closed.
 */
export async function subprotocol() {
  try {
    const { socket, millis } = await open(bridgeAddress(), ["v12.stomp"]);
    socket.close();
    return { name: socket.protocol, millis };
  } catch {
    const { socket, millis } = await open(bridgeAddress());
    socket.close();
    return { name: "", millis };
  }
}

/** Round trips of a few bytes, in milliseconds, the shortest first. */
export async function pings(socket) {
  const times = [];
  for (let i = 0; i < ROUND_TRIPS; i++) {
    times.push((await roundTrip(socket, "ping")).millis);
  }
  return times.sort((a, b) => a - b);
}

/** Whether random bytes come back as they were sent. */
export async function unchanged(socket, length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, length)));
  }
  const { data, millis } = await roundTrip(socket, bytes);
  if (!(data instanceof ArrayBuffer) || data.byteLength !== length) {
    throw new ProbeFailure("something else came back", { millis });
  }
  const back = new Uint8Array(data);
  if (!back.every((byte, index) => byte === bytes[index])) {
    throw new ProbeFailure("changed bytes came back", { millis });
  }
  return { millis };
}

/** Sends nothing for so long, then asks whether the WebSocket still carries. `onSecond` gets the seconds that are left. */
export function silence(socket, seconds, onSecond) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const lost = ({ code }) => {
      clearInterval(timer);
      reject(new ProbeFailure("the WebSocket was lost", { code, millis: performance.now() - begun }));
    };
    const timer = setInterval(() => {
      const left = seconds - Math.floor((performance.now() - begun) / 1_000);
      if (left > 0) {
        onSecond(left);
        return;
      }
      clearInterval(timer);
      socket.removeEventListener("close", lost);
      roundTrip(socket, "still there?").then(resolve, reject);
    }, 1_000);
    socket.addEventListener("close", lost);
  });
}
