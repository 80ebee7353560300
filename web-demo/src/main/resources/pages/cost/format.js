// Numbers as text, the same for every reader. No DOM here.

/** What stands where there is no number yet. */
const NONE = "\u2013";
const BIT_UNITS = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];
const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB"];

const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

function orNone(value, format) {
  return value === null ? NONE : format(value);
}

/** 871.04 becomes "871", 8.25 "8.3", 1234 "1,234". */
export function formatNumber(value) {
  return orNone(value, (number) => exact.format(number));
}

/** Three digits and a unit, in powers of a thousand. */
function scaled(value, units) {
  let unit = 0;
  let amount = value;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1_000;
    unit++;
  }
  return `${unit === 0 ? exact.format(amount) : amount.toPrecision(3)} ${units[unit]}`;
}

/** 6968000 becomes "6.97 Mbit/s". */
export function formatBits(bitsPerSecond) {
  return orNone(bitsPerSecond, (value) => scaled(value, BIT_UNITS));
}

/** 12345 becomes "12.3 KB". */
export function formatBytes(bytes) {
  return orNone(bytes, (value) => scaled(value, BYTE_UNITS));
}

/** Milliseconds: 12.4 becomes "12 ms", 1234 "1.2 s", 75000 "1:15 min"; clocks that disagree make no age below 0. */
export function formatAge(millis) {
  return orNone(millis, (value) => {
    const age = Math.max(0, value);
    if (age < 999.5) {
      return `${Math.round(age)} ms`;
    }
    return age < 59_950 ? `${(age / 1_000).toFixed(1)} s` : `${formatTime(age)} min`;
  });
}

/** Milliseconds as minutes and seconds: 75000 becomes "1:15". */
export function formatTime(millis) {
  const seconds = Math.floor(millis / 1_000);
  return `${Math.floor(seconds / 60).toLocaleString("en")}:${String(seconds % 60).padStart(2, "0")}`;
}

/** 13.9 becomes "13.90". */
export function formatPrice(price) {
  return orNone(price, (value) => value.toFixed(2));
}
