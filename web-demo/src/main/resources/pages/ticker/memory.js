// What the browser remembers of a visitor's choices. Storage is denied in some private windows; then it is the page alone.

/** What was remembered, or null. */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
