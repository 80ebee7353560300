// What a position is before it leaves the browser and when it arrives: rounded, bounded and of one form. No DOM here.

/** Each visitor has a topic of his own below this one, so that the bridge keeps his last word for newcomers. */
export const POSITIONS = "/topic/demo.positions.";
/** A point that is not renewed for so long is dropped. Timers of hidden tabs run once a minute; those stay as well. */
export const LIFETIME_MILLIS = 90_000;
/** Three renewals may be lost before a point is dropped. */
export const RENEWAL_MILLIS = 20_000;
/** The contract at the bridge takes no more either. */
export const MAX_BODY = 1_024;

const METRES_PER_DEGREE = 111_195;
const MAX_ACCURACY_METRES = 20_000_000;
/** Digits that a grid needs; six are a tenth of a metre. */
const EXACT_DIGITS = 6;
const WIDENINGS = [1, 2, 5, 10, 20, 50, 100, 200];

const ID = /^[0-9a-f]{32}$/;
const KEY = /^[A-Za-z0-9_-]{87}$/;
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const FIELDS_OF_GONE = ["gone", "id", "key", "signature"];
const FIELDS_OF_POSITION = ["accuracy", "id", "key", "lat", "lon", "signature", "time"];

/** The choices of a visitor: the step of latitude in degrees, 0 for none, and its length in metres. */
export const GRIDS = {
  region: { degrees: 1, metres: 100_000, digits: 0, text: "about 100 km" },
  town: { degrees: 0.1, metres: 10_000, digits: 1, text: "about 10 km" },
  quarter: { degrees: 0.01, metres: 1_000, digits: 2, text: "about 1 km" },
  exact: { degrees: 0, metres: 1, digits: EXACT_DIGITS, text: "as exact as the device knows" },
};

/**
 * The corner of the grid that is nearest. Meridians meet at the poles, so the step of longitude is widened until it is at
 * least as long as that of latitude. The accuracy covers the true place.
 */
export function rounded({ latitude, longitude, accuracy }, grid) {
  if (grid.degrees === 0) {
    return {
      lat: fixed(latitude, EXACT_DIGITS),
      lon: fixed(longitude, EXACT_DIGITS),
      accuracy: bounded(accuracy, grid.metres),
    };
  }
  const lat = fixed(Math.round(latitude / grid.degrees) * grid.degrees, grid.digits);
  const shrunk = Math.cos((lat * Math.PI) / 180);
  const widening = WIDENINGS.find((factor) => factor * shrunk >= 1) ?? WIDENINGS.at(-1);
  const step = grid.degrees * widening;
  const lon = fixed(Math.max(-180, Math.min(180, Math.round(longitude / step) * step)), grid.digits);
  const halfDiagonal = (Math.hypot(grid.degrees, step * shrunk) * METRES_PER_DEGREE) / 2;
  return { lat, lon, accuracy: bounded(accuracy + halfDiagonal, grid.metres) };
}

/** Without the minus of a zero, which JSON does not write. */
function fixed(degrees, digits) {
  return Number(degrees.toFixed(digits)) + 0;
}

/** Rounded up, or the metres of the device would tell visitors apart. */
function bounded(metres, step) {
  return Math.min(MAX_ACCURACY_METRES, Math.max(step, Math.ceil(metres / step) * step));
}

/** What is signed: every field but the key, which the id stands for. */
export function signedText(message) {
  const { id, lat, lon, accuracy, time } = message;
  return message.gone ? `tracker gone ${id}` : `tracker at ${id} ${lat} ${lon} ${accuracy} ${time}`;
}

/** The message of a body, null if it is none or is not the one of its topic. Its signature is not looked at. */
export function parseMessage(body, destination) {
  if (typeof body !== "string" || body.length > MAX_BODY) {
    return null;
  }
  let message;
  try {
    message = JSON.parse(body);
  } catch {
    return null;
  }
  return isMessage(message) && destination === POSITIONS + message.id ? message : null;
}

function isMessage(message) {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    return false;
  }
  const signed = matches(message.id, ID) && matches(message.key, KEY) && matches(message.signature, SIGNATURE);
  return signed && ("gone" in message ? isGone(message) : isPosition(message));
}

function isGone(message) {
  return message.gone === true && hasFields(message, FIELDS_OF_GONE);
}

function isPosition(message) {
  return hasFields(message, FIELDS_OF_POSITION)
    && isBetween(message.lat, -90, 90)
    && isBetween(message.lon, -180, 180)
    && isBetween(message.accuracy, 0, MAX_ACCURACY_METRES)
    && matches(message.time, TIME)
    && !Number.isNaN(Date.parse(message.time));
}

function hasFields(message, names) {
  const keys = Object.keys(message).sort();
  return keys.length === names.length && keys.every((key, index) => key === names[index]);
}

function isBetween(value, least, most) {
  return typeof value === "number" && value >= least && value <= most;
}

function matches(value, pattern) {
  return typeof value === "string" && pattern.test(value);
}
