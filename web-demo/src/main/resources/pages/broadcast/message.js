// The chat's messages: made, and checked before they are shown. No DOM here. The bridge checks the same by its contract.

export const MAX_NAME = 24;
export const MAX_TEXT = 500;

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._'-]*$/u;
const ID = /^[0-9a-f]{32}$/;

/** 32 hex digits that nobody else has. */
export function newId() {
  // Not randomUUID, which is missing where a page came by plain http from another host.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is wrong with a name in words, null if nothing is. */
export function nameProblem(name) {
  if (name === "") {
    return "Say first who you are.";
  }
  if ([...name].length > MAX_NAME) {
    return `A name has at most ${MAX_NAME} characters.`;
  }
  return NAME.test(name) ? null : "A name begins with a letter or a digit; letters, digits, spaces and . _ ' - may follow.";
}

export function writeMessage(name, text) {
  return JSON.stringify({ id: newId(), name, text, time: new Date().toISOString() });
}

/** @returns {{id: string, name: string, text: string, time: Date} | null} null for whatever is no message of the chat */
export function readMessage(body) {
  const read = parse(body);
  if (read === null || !isName(read.name) || typeof read.text !== "string" || !ID.test(read.id)) {
    return null;
  }
  const length = [...read.text].length;
  const time = new Date(read.time);
  if (length < 1 || length > MAX_TEXT || Number.isNaN(time.getTime())) {
    return null;
  }
  return { id: read.id, name: read.name, text: read.text, time };
}

/** @returns {{name: string, here: boolean} | null} */
export function readPresence(body) {
  const read = parse(body);
  return read !== null && isName(read.name) && typeof read.here === "boolean" ? { name: read.name, here: read.here } : null;
}

export function writePresence(name, here) {
  return JSON.stringify({ name, here });
}

function isName(name) {
  return typeof name === "string" && nameProblem(name) === null;
}

function parse(body) {
  try {
    const read = JSON.parse(body);
    return typeof read === "object" ? read : null;
  } catch {
    return null;
  }
}
