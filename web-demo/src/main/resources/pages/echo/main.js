// The echo page: a raw WebSocket to /echo, and a log of what went over it. All wiring of the page is here.

import { UNSUPPORTED } from "../shared/connection.js";
import { RawSocket, showToggle } from "../shared/raw-socket.js";
import { ScrollLog } from "../shared/scroll-log.js";
import { element } from "../shared/shell.js";
import { showState } from "../shared/status.js";
import { Rounds, formatBytes, formatMillis } from "./rounds.js";

const MAX_ENTRIES = 200;
/** Of a text that is shown; the rest is told by its length. */
const MAX_SHOWN = 80;
/** The longest text that /echo takes, in bytes. */
const LONGEST = 64 * 1024;
const HUNDRED = 100;
const GREETING = "thank you for accepting this WebSocket request";
const SIGNS = { sent: "→", received: "←", opened: "●", closed: "○" };
const WORDS = { sent: "sent", received: "received", opened: "opened", closed: "closed" };

const badge = document.getElementById("state");
const notice = document.getElementById("notice");
const toggle = document.getElementById("toggle");
const compose = document.getElementById("compose");
const message = document.getElementById("message");
const edges = [...document.querySelectorAll("[data-edge]")];
const figures = [...document.querySelectorAll("[data-figure]")];
const log = new ScrollLog(document.getElementById("log"), MAX_ENTRIES);
const rounds = new Rounds();

let figuresFrame = null;

const EDGES = {
  hundred: () => Array.from({ length: HUNDRED }, (_, i) => `${i + 1} of ${HUNDRED}`).every(send),
  unicode: () => send("Grüße · Γειά · Привет · مرحبا · שלום · नमस्ते · 你好 · こんにちは · 👋🏽 🏳️‍🌈"),
  longest: () => send("x".repeat(LONGEST)),
  "too-long": () => send("x".repeat(LONGEST + 1)),
  binary: () => sendBinary(new Uint8Array([0xca, 0xfe, 0xba, 0xbe])),
};

function show(kind, text, meta) {
  const ours = kind === "opened" || kind === "closed";
  const bare = text.length > MAX_SHOWN && !ours ? `${text.slice(0, MAX_SHOWN)}…` : text;
  log.add(element("p", { "data-kind": kind },
    element("span", { class: "sign", "aria-hidden": "true" }, SIGNS[kind]),
    element("span", { class: "visually-hidden" }, `${WORDS[kind]}: `),
    element("span", { class: "said" }, bare), " ",
    element("span", { class: "meta" }, meta)));
}

function showFigures() {
  figuresFrame ??= requestAnimationFrame(() => {
    figuresFrame = null;
    const now = rounds.figures();
    figures.forEach((cell) => {
      const name = cell.dataset.figure;
      const counted = name === "sent" || name === "answered";
      cell.textContent = counted ? now[name].toLocaleString("en") : formatMillis(now[name]);
    });
  });
}

function send(text) {
  const now = performance.now();
  if (!socket.send(text)) {
    return false;
  }
  rounds.sent(text, now);
  show("sent", text, formatBytes(text));
  showFigures();
  return true;
}

function sendBinary(bytes) {
  if (socket.send(bytes)) {
    show("sent", [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" "), `${bytes.length} bytes, binary`);
  }
}

function onMessage(text) {
  const millis = rounds.answered(text, performance.now());
  show("received", text, millis === null ? "not what was sent" : `round trip ${formatMillis(millis)}`);
  showFigures();
}

function onState(state, sentence) {
  showState(badge, notice, { state, sentence });
  showToggle(toggle, state);
  const live = state === "live";
  const wasFocused = document.activeElement;
  [...edges, compose.querySelector("button")].forEach((button) => (button.disabled = !live));
  if (wasFocused?.disabled) {
    toggle.focus(); // Who works by keyboard goes on from there.
  }
  if (live) {
    show("opened", "Connected to /echo", "");
    send(GREETING);
  }
}

function onClose(code, sentence, millis) {
  const lost = rounds.ended();
  show("closed", sentence, lost === 0 ? `after ${formatMillis(millis)}` : `${lost} without an answer`);
}

const socket = new RawSocket("/echo", { onState, onMessage, onClose });

toggle.addEventListener("click", () => (socket.state === "closed" ? socket.open() : socket.close()));
compose.addEventListener("submit", (event) => {
  event.preventDefault();
  if (send(message.value)) {
    message.select();
  }
});
edges.forEach((button) => button.addEventListener("click", () => EDGES[button.dataset.edge]()));
document.getElementById("clear").addEventListener("click", () => log.clear());

if ("WebSocket" in window) {
  socket.open();
} else {
  showState(badge, notice, { state: "offline", sentence: UNSUPPORTED });
}
