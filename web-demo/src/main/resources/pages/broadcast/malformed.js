// What no chat should pass on, and what a page that trusts its server would have made of it. No DOM here.

import { MAX_NAME, MAX_TEXT, newId, readMessage } from "./message.js";

const HUGE = 10_000;
const TAG = /<[a-z/!?]/i;

/** In pieces, so that no source of these pages ever holds a script in a text. */
const SCRIPT = ["<", "script>alert('Mallory was here')</", "script>"].join("");
const time = "2026-11-22T14:30:00.000Z";

/** Each piece: what it is, and its body. */
export function malformedPieces() {
  const json = (fields) => JSON.stringify({ id: newId(), name: "Mallory", text: "hello", time, ...fields });
  return [
    { title: "Not JSON", body: "{\"name\": \"Mallory\", \"text\": " },
    { title: "A text of 2,000 characters", body: json({ text: "spam ".repeat(400) }) },
    { title: "A number as name, a list as text", body: json({ name: 42, text: ["not", "a", "text"] }) },
    { title: "A script tag as text", body: json({ text: SCRIPT }) },
    { title: "A name of 10,000 characters", body: json({ name: "M".repeat(HUGE) }) },
  ];
}

/** What it would have done to a careless page, in one sentence; null if it is a message of the chat and harmless. */
export function consequence(body) {
  let read;
  try {
    read = JSON.parse(body);
  } catch {
    return "A page that does not expect this stops here with a SyntaxError.";
  }
  const { name, text } = read ?? {};
  if (typeof name !== "string" || typeof text !== "string") {
    return `A careless page shows “${String(name).slice(0, MAX_NAME)}: ${String(text).slice(0, MAX_NAME)}”, or breaks.`;
  }
  if (TAG.test(name) || TAG.test(text)) {
    return "A page that shows texts as HTML takes this for its own code.";
  }
  if (name.length > MAX_NAME || text.length > MAX_TEXT) {
    return `A careless page shows all ${(name.length + text.length).toLocaleString("en")} characters, and little else.`;
  }
  return readMessage(body) === null ? "It is no message of this chat." : null;
}
