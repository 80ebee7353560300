// The form by which a visitor chooses symbols: everything at once, or some, each with a box to tick.

import { element } from "../shared/shell.js";
import { isSymbol } from "./quote.js";
import { MAX_CHOSEN } from "./choice.js";

export class Chooser {
  #choice;
  #symbols;
  #onChange;
  #panel = document.getElementById("chooser");
  #button = document.getElementById("choose");
  #list = document.getElementById("symbols");
  #add = document.getElementById("add");
  #answer = document.getElementById("add-answer");

  /** `symbols` tells which are known, with their companies; `onChange` is called after each change of the choice. */
  constructor(choice, { symbols, onChange }) {
    this.#choice = choice;
    this.#symbols = symbols;
    this.#onChange = onChange;
    this.#button.addEventListener("click", () => this.#open(this.#panel.hidden));
    this.#panel.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") {
        this.#open(false);
        this.#button.focus();
      }
    });
    for (const radio of this.#panel.querySelectorAll("input[name='which']")) {
      radio.checked = (radio.value === "all") === choice.everything;
      radio.addEventListener("change", () => this.#changed(() => (choice.everything = radio.value === "all")));
    }
    this.#list.addEventListener("change", ({ target }) => this.#ticked(target));
    this.#add.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#added(this.#add.elements.symbol.value.trim().toUpperCase());
    });
  }

  /** The boxes are made when somebody wants to see them. */
  #open(open) {
    this.#panel.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.#showBoxes();
    }
  }

  #showBoxes() {
    const known = new Map(this.#symbols().map(({ symbol, company }) => [symbol, company]));
    this.#choice.symbols.forEach((symbol) => known.has(symbol) || known.set(symbol, symbol));
    const names = [...known.keys()].sort();
    this.#list.replaceChildren(...names.map((symbol) => this.#box(symbol, known.get(symbol))));
  }

  #box(symbol, company) {
    const box = element("input", { type: "checkbox", value: symbol });
    box.checked = this.#choice.has(symbol);
    const name = element("span", {}, company === symbol ? "" : company);
    return element("label", {}, box, element("strong", {}, symbol), " ", name);
  }

  #ticked(box) {
    this.#changed(() => {
      if (!box.checked) {
        this.#choice.remove(box.value);
      } else if (!this.#choice.add(box.value)) {
        box.checked = false;
        this.#tellFull();
      }
    }, true);
  }

  #added(symbol) {
    if (!isSymbol(symbol)) {
      this.#answer.textContent = "A symbol is up to ten letters and digits, such as NVDA or BRK.B.";
      return;
    }
    this.#changed(() => {
      if (this.#choice.add(symbol)) {
        this.#add.reset();
        this.#answer.textContent = `${symbol} is chosen.`;
      } else {
        this.#tellFull();
      }
    }, true);
    this.#showBoxes();
  }

  #tellFull() {
    this.#answer.textContent = `At most ${MAX_CHOSEN} symbols can be chosen: the bridge gives a page no more subscriptions.`;
  }

  /** Who ticks a symbol wants some. */
  #changed(change, some = false) {
    this.#answer.textContent = "";
    change();
    if (some) {
      this.#choice.everything = false;
      this.#panel.querySelector("input[value='some']").checked = true;
    }
    this.#onChange();
  }
}
