// The bridge's live numbers, read and written for people. No DOM here.

const NAMES = ["browsers", "messagesPerSecond", "messages", "bytesSaved", "brokerSubscriptions"];
const UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"];

/**
 * Reads the JSON body of a message from /topic/site.numbers.
 * @returns {Object<string, number> | null} null for whatever is not one
 */
export function parseNumbers(body) {
  let numbers;
  try {
    numbers = JSON.parse(body);
  } catch {
    return null;
  }
  const whole = numbers !== null && typeof numbers === "object"
    && NAMES.every((name) => Number.isFinite(numbers[name]) && numbers[name] >= 0);
  return whole ? numbers : null;
}

/** 1234567 bytes become "1.23 MB", in powers of a thousand. */
export function formatBytes(bytes) {
  let unit = 0;
  let amount = bytes;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1_000;
    unit++;
  }
  return `${unit === 0 ? amount : amount.toPrecision(3)} ${UNITS[unit]}`;
}

/** 1234567 becomes "1,234,567", and 12.5 "13". */
export function formatCount(count) {
  return Math.round(count).toLocaleString("en");
}

/** How the page writes one of the numbers. */
export function formatNumber(name, value) {
  return name === "bytesSaved" ? formatBytes(value) : formatCount(value);
}
