// A line of either chat.

import { element } from "../shared/shell.js";

const CLOCK = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** Somebody said something. `note` stands behind the time, null for none. Texts only: nothing here is ever HTML. */
export function messageLine({ id, name, text, time }, { own, note = null }) {
  const meta = note === null ? CLOCK.format(time) : `${CLOCK.format(time)}, ${note}`;
  return element("p", { class: "message", "data-own": String(own), "data-id": id },
    element("span", { class: "who said" }, name), " ",
    element("time", { class: "meta", datetime: time.toISOString() }, meta),
    element("span", { class: "said text" }, text));
}

/** Something that no chat should have passed on, and what it would have done. */
export function malformedLine(body, sentence) {
  const { length } = body;
  const shown = length > MAX_SHOWN ? `${body.slice(0, MAX_SHOWN)}…` : body;
  return element("p", { class: "message malformed" },
    element("span", { class: "who" }, "Unchecked"), " ",
    element("span", { class: "meta" }, `${length.toLocaleString("en")} characters`),
    element("span", { class: "said text code" }, shown),
    element("span", { class: "consequence" }, sentence));
}

/** Of a body that is no message. */
const MAX_SHOWN = 120;

/** Something about the connection. */
export function eventLine(sentence) {
  return element("p", { class: "event" }, sentence);
}
