// What every page has around its content: <site-header page="ticker"> with the ways to the other pages and the colours, a
// banner while the device is offline, and <site-source files="index.html main.js"> with links to the page's own source.

/** The pages of the site, in the order of the header. A path is relative to the root of the site. */
export const PAGES = [
  { id: "home", path: "", title: "Home" },
  { id: "ticker", path: "ticker/", title: "Ticker" },
  { id: "echo", path: "echo/", title: "Echo" },
  { id: "broadcast", path: "broadcast/", title: "Broadcast" },
  { id: "tracker", path: "tracker/", title: "Tracker" },
  { id: "cost", path: "cost/", title: "Wire cost" },
  { id: "path", path: "path/", title: "Path check" },
];

const ROOT = new URL("../", import.meta.url);
const THEMES = ["system", "light", "dark"];
const THEME_LABELS = { system: "Colours: system", light: "Colours: light", dark: "Colours: dark" };

/** The address of a file of the site. */
export function siteAddress(path) {
  return new URL(path, ROOT).href;
}

/** An element with attributes and children, which are elements or text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

class SiteHeader extends HTMLElement {
  connectedCallback() {
    const bar = element("div", {}, this.#brand(), this.#pages(), themeSwitch());
    this.replaceChildren(element("header", { class: "site" }, bar), offlineBanner());
  }

  #brand() {
    const logo = element("img", { src: siteAddress("favicon.svg"), alt: "", width: "24", height: "24" });
    return element("a", { class: "brand", href: siteAddress("") }, logo, "StompBridge");
  }

  #pages() {
    const current = this.getAttribute("page");
    const entries = PAGES.map(({ id, path, title }) => {
      const link = element("a", { href: siteAddress(path) }, title);
      if (id === current) {
        link.setAttribute("aria-current", "page");
      }
      return element("li", {}, link);
    });
    return element("nav", { "aria-label": "Pages" }, element("ul", {}, ...entries));
  }
}

function themeSwitch() {
  const button = element("button", { type: "button", id: "theme" });
  const show = () => (button.textContent = THEME_LABELS[globalThis.siteTheme.get()]);
  button.addEventListener("click", () => {
    const next = (THEMES.indexOf(globalThis.siteTheme.get()) + 1) % THEMES.length;
    globalThis.siteTheme.set(THEMES[next]);
    show();
  });
  show();
  return button;
}

function offlineBanner() {
  const banner = element("p", { class: "offline", role: "status", id: "offline", hidden: "" });
  const show = () => {
    banner.hidden = navigator.onLine;
    banner.textContent = navigator.onLine
      ? ""
      : "This device is offline. The page goes on by itself as soon as there is a network.";
  };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
  return banner;
}

/** Files are named relative to the page. */
class SiteSource extends HTMLElement {
  connectedCallback() {
    const files = this.getAttribute("files").split(/\s+/);
    this.replaceChildren("Source of this page:", ...files.map((file) => {
      const path = new URL(file, location.href).pathname.slice(ROOT.pathname.length);
      const viewer = siteAddress(`source/?file=${encodeURIComponent(path)}`);
      return element("a", { href: viewer, class: "code" }, path);
    }));
  }
}

customElements.define("site-header", SiteHeader);
customElements.define("site-source", SiteSource);
