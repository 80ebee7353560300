// The order of the rows: what a column sorts by, and the fewest rows that have to move. No DOM here.

const LETTERS = new Intl.Collator("en");

/** The columns that sort, each with the order of its first press: names from A, numbers from the largest. */
export const SORTS = {
  company: { first: "ascending", of: (quote) => quote.company },
  symbol: { first: "ascending", of: (quote) => quote.symbol },
  price: { first: "descending", of: (quote) => quote.price },
  change: { first: "descending", of: (quote) => quote.change },
  open: { first: "descending", of: (quote) => quote.open },
  low: { first: "descending", of: (quote) => quote.low },
  high: { first: "descending", of: (quote) => quote.high },
};

/** What a press on a column's head leads to: its first order, the opposite, then back to the list's own (null). */
export function nextSort(sort, column) {
  const { first } = SORTS[column];
  if (sort?.column !== column) {
    return { column, order: first };
  }
  return sort.order === first ? { column, order: first === "ascending" ? "descending" : "ascending" } : null;
}

/**
 * Compares rows, which have a `quote` and their `place` in the list. What is not known comes last either way, and equal
 * ones keep the list's order.
 */
export function comparator(sort) {
  if (sort === null) {
    return (a, b) => a.place - b.place;
  }
  const { of } = SORTS[sort.column];
  const sign = sort.order === "ascending" ? 1 : -1;
  return (a, b) => compare(of(a.quote), of(b.quote), sign) || a.place - b.place;
}

function compare(a, b, sign) {
  if (typeof a === "string") {
    return sign * LETTERS.compare(a, b);
  }
  const unknown = Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return unknown || (Number.isNaN(a) ? 0 : sign * (a - b));
}

/**
 * Which of these can stay while the others move around them, so that all stand in ascending order: the longest ascending
 * part of the sequence. Returns a flag for each.
 */
export function staying(sequence) {
  const ends = []; // Index of the smallest end of an ascending part, for each length.
  const before = new Int32Array(sequence.length);
  for (let i = 0; i < sequence.length; i++) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sequence[ends[middle]] < sequence[i]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    before[i] = low > 0 ? ends[low - 1] : -1;
    ends[low] = i;
  }
  const stays = new Uint8Array(sequence.length);
  for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]) {
    stays[i] = 1;
  }
  return stays;
}
