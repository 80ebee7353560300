// Who may move or remove a point: whoever holds the key that its id was made of. No DOM here.

import { signedText } from "./position.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
/** Nobody finds another key for 128 bits. */
const ID_BYTES = 16;

/** A new id, the key of which never leaves this page and is forgotten with it. */
export async function createIdentity() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const raw = await crypto.subtle.exportKey("raw", publicKey);
  const id = await idOf(raw);
  const key = toText(raw);
  return {
    id,
    /** The message with these fields, as JSON. */
    async sign(fields) {
      const text = new TextEncoder().encode(signedText({ id, ...fields }));
      const signature = await crypto.subtle.sign(SIGNATURE, privateKey, text);
      return JSON.stringify({ id, ...fields, key, signature: toText(signature) });
    },
  };
}

/** True if the message was signed with the key of its id. False as well where the browser cannot tell. */
export async function isGenuine(message) {
  try {
    const raw = toBytes(message.key);
    if ((await idOf(raw)) !== message.id) {
      return false;
    }
    const key = await crypto.subtle.importKey("raw", raw, CURVE, false, ["verify"]);
    const text = new TextEncoder().encode(signedText(message));
    return await crypto.subtle.verify(SIGNATURE, key, toBytes(message.signature), text);
  } catch {
    return false; // Bytes that are no point of the curve, or no crypto.subtle outside of a secure context.
  }
}

async function idOf(raw) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
  return [...hash.subarray(0, ID_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Base64 for URLs, without padding. */
function toText(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function toBytes(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}
