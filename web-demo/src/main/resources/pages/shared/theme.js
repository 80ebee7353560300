// The colours that the reader chose. A classic script in the head of each page, so that no page flashes in the other ones.

(() => {
  const KEY = "theme";
  const root = document.documentElement;

  /** Storage is denied in some private windows; the choice then holds for the page alone. */
  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function store(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Nothing is lost but the memory of it.
    }
  }

  globalThis.siteTheme = {
    /** "system", "light" or "dark". */
    get: () => root.dataset.theme ?? "system",
    set(theme) {
      if (theme === "light" || theme === "dark") {
        root.dataset.theme = theme;
      } else {
        delete root.dataset.theme;
      }
      store(theme);
      document.dispatchEvent(new Event("themechange"));
    },
  };

  const theme = stored();
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new Event("themechange"));
  });
})();
