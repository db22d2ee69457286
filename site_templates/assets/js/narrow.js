// The ways to narrow a search: a list of boxes to tick for each facet, with how many records each would leave.

import { ask } from "./client.js";
import { make } from "./dom.js";
import { whole } from "./words.js";

const SHOWN = 10; // values shown before "Show all"

/** What a value is called; the code "" is "Not stated". */
export const called = (values, code) => (code === "" ? "Not stated" : (values.find((one) => one[0] === code)?.[1] ?? code));

/** A facet that opens, asks for its counts when it is open, and tells `choose` what is ticked. */
export class Facet {
  constructor({ id, title }, choose, report) {
    Object.assign(this, { id, choose, report, boxes: new Map(), values: null, state: null, asked: 0 });
    this.list = make("ul", { class: "values" });
    this.chosen = make("span", { class: "chosen" });
    this.element = make(
      "details",
      { ontoggle: () => this.element.open && this.state && this.count() },
      make("summary", {}, title, this.chosen),
      make("fieldset", {}, make("legend", { class: "unseen" }, title), this.list),
    );
  }

  /** Shows what is ticked in a search, and the counts if they can be seen. */
  async show(state) {
    this.state = state;
    const codes = state.facets[this.id] ?? [];
    this.chosen.textContent = codes.length ? ` (${codes.length} chosen)` : "";
    for (const [code, { box }] of this.boxes) box.checked = codes.includes(code);
    if (this.element.open) await this.count();
  }

  async count() {
    const asked = ++this.asked;
    try {
      this.values ??= await ask("values", { facet: this.id });
      if (!this.boxes.size) this.fill();
      const counts = await ask("counts", { asked: this.state, facet: this.id });
      if (asked !== this.asked) return;
      [...this.values.keys()].forEach((place) => this.tell(this.values[place][0], counts[place]));
    } catch (fault) {
      this.report(fault);
    }
  }

  fill() {
    const codes = this.state.facets[this.id] ?? [];
    const known = this.values.filter(([code, , total]) => total || codes.includes(code));
    const most = [...known].sort((one, other) => other[2] - one[2]).slice(0, SHOWN);
    const rest = [];
    for (const value of [...known.filter(([code]) => code), ...known.filter(([code]) => !code)]) {
      const row = this.row(value[0], called(this.values, value[0]), codes.includes(value[0]));
      this.list.append(row);
      if (known.length > SHOWN + 2 && value[0] && !most.includes(value) && !codes.includes(value[0])) rest.push(row);
    }
    if (!rest.length) return;
    rest.forEach((row) => (row.hidden = true));
    const more = make("button", { type: "button", class: "more", onclick: () => this.all(rest, more) }, `Show all ${whole(known.length)}`);
    this.list.after(more);
  }

  all(rest, more) {
    rest.forEach((row) => (row.hidden = false));
    more.remove();
    rest[0].querySelector("input").focus();
  }

  row(code, title, checked) {
    const number = make("span", { class: "number" });
    const box = make("input", { type: "checkbox", onchange: () => this.choose(this.id, this.ticked()) });
    box.checked = checked;
    this.boxes.set(code, { box, number });
    return make("li", {}, make("label", {}, box, make("span", { class: "title" }, title), " ", number));
  }

  tell(code, count) {
    const row = this.boxes.get(code);
    if (!row) return;
    row.number.textContent = `(${whole(count)})`;
    row.box.closest("li").classList.toggle("none", !count);
  }

  ticked() {
    return [...this.boxes].filter(([, { box }]) => box.checked).map(([code]) => code);
  }
}
