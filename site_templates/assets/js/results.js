// The results of a search: cards, and the way to further pages.

import { make } from "./dom.js";
import { PAGE, changed, toAddress } from "./state.js";
import { amount, day } from "./words.js";

const AROUND = 2; // pages named on either side

/** A record as a card; `kinds` are the words for each kind, `root` is the site's address. */
export function card(one, kinds, root) {
  const facts = [
    ["Publisher", one.publisher_name],
    ["Date", one.date && day(one.date)],
    ["Amount", amount(one)],
    [one.kind === "decisions" ? "Who decided" : "Who has a say", one.decided],
  ];
  if (one.kind === "decisions") facts.forEach((fact) => (fact[1] ||= "Not stated"));
  return make(
    "li",
    {},
    make("p", { class: "kind" }, kinds.get(one.kind) ?? one.kind),
    make("h3", {}, make("a", { href: new URL(one.address, root).href }, one.title)),
    make("dl", {}, facts.filter(([, said]) => said).map(([title, said]) => make("div", {}, make("dt", {}, title), make("dd", {}, said)))),
  );
}

/** Links to the pages of a search: the first, those around the current one, and the last. */
export function pager(state, found, go) {
  const last = Math.ceil(found / PAGE);
  if (last < 2) return [];
  const shown = new Set([1, last]);
  for (let page = state.page - AROUND; page <= state.page + AROUND; page++) if (page > 0 && page <= last) shown.add(page);
  const link = (page, text, label) => {
    const other = { ...changed(state), page };
    const follow = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(other);
    };
    return make("a", { href: toAddress(other) || "?", "aria-label": label, onclick: follow }, text);
  };
  const entries = [];
  if (state.page > 1) entries.push(link(state.page - 1, "Previous", "Previous page"));
  let before = 0;
  for (const page of [...shown].sort((one, other) => one - other)) {
    if (page - before > 1) entries.push(make("span", { class: "gap" }, "…"));
    entries.push(page === state.page ? make("span", { "aria-current": "page" }, String(page)) : link(page, String(page), `Page ${page}`));
    before = page;
  }
  if (state.page < last) entries.push(link(state.page + 1, "Next", "Next page"));
  return [make("ul", {}, entries.map((entry) => make("li", {}, entry)))];
}
