// The page /search/: the address says what is searched for, and everything on the page follows from it.

import { ask } from "./client.js";
import { make, place } from "./dom.js";
import { csv, fileName, kindOf, note, save } from "./download.js";
import { MOST_WORDS } from "./fold.js";
import { Facet, called } from "./narrow.js";
import { card, pager } from "./results.js";
import { PAGE, changed, fromAddress, pence, pounds, toAddress } from "./state.js";
import { count, day, money, whole } from "./words.js";

const ROOT = new URL("../../", import.meta.url);
const TYPING = 300; // milliseconds after the last key
const LARGE = 50000; // records of which it is said that all their amounts are loaded
const RANGES = ["least", "most", "from", "to"];
const form = place("explorer");

let manifest = null;
let given = place("search-manifest").textContent; // as it was when the page was made
let facets = [];
let kinds = new Map();
let state = null;
let found = { count: 0, of: 0 };
let turn = 0;

const names = () => manifest.facets.map((facet) => facet.id);
const here = () => fromAddress(location.search, names());

/** Shows another search, as a new entry of the browser's history or in place of the last. */
function go(next, { replace = false, focus = "" } = {}) {
  const address = toAddress(next) || location.pathname;
  if (replace) history.replaceState(null, "", address);
  else if (toAddress(next) !== toAddress(state)) history.pushState(null, "", address);
  show(next, focus);
}

async function show(next, focus = "") {
  const mine = ++turn;
  state = next;
  filled();
  place("search-count").setAttribute("aria-busy", "true");
  try {
    const start = (next.page - 1) * PAGE;
    const answer = await ask("search", { asked: next, start, end: start + PAGE });
    if (mine !== turn) return;
    const last = Math.max(1, Math.ceil(answer.count / PAGE));
    if (next.page > last) return go({ ...next, page: last }, { replace: true, focus });
    shown(answer);
    if (focus) place(focus)?.focus();
    await Promise.all([chips(), ...facets.map((facet) => facet.show(next))]);
  } catch (fault) {
    if (mine === turn) failed(fault);
  }
}

/** Puts a search into the form. What is being typed is left alone. */
function filled() {
  const put = (name, value) => {
    const input = form.elements[name];
    if (document.activeElement !== input || input.type === "date") input.value = value;
  };
  put("q", state.q);
  for (const name of ["least", "most"]) put(name, state[name] === null ? "" : pounds(state[name]));
  for (const name of ["from", "to", "sort"]) put(name, state[name]);
}

function shown(answer) {
  found = answer;
  const first = (state.page - 1) * PAGE;
  const which = answer.count > PAGE ? `, ${whole(first + 1)} to ${whole(first + answer.cards.length)} shown` : "";
  const said = answer.count ? `${count(answer.count, "record")}${which}` : "Nothing was found";
  place("search-count").textContent = answer.count === answer.of ? `All ${said}` : said;
  place("search-count").removeAttribute("aria-busy");
  const amounts = state.sort === "largest" || state.least !== null || state.most !== null;
  const notes = [
    answer.ignored && `Only the first ${count(MOST_WORDS, "word")} are searched for.`,
    amounts && answer.of > LARGE && "To compare them, the amounts of all records were loaded.",
  ];
  place("search-note").textContent = notes.filter(Boolean).join(" ");
  const list = place("search-results");
  list.start = first + 1;
  list.replaceChildren(...answer.cards.map((one) => card(one, kinds, ROOT)));
  place("search-pages").replaceChildren(...pager(state, answer.count, (next) => go(next, { focus: "search-count" })));
  place("search-pages").hidden = answer.count <= PAGE;
  place("search-none").hidden = answer.count > 0;
  place("search-download").hidden = !answer.count;
  place("search-part").textContent = answer.count === answer.of ? "" : ` It is a part of all ${count(answer.of, "record")}.`;
  for (const part of ["search-lists", "search-fault"]) place(part).hidden = true;
  for (const part of ["search-narrow", "search-found", "search-order"]) place(part).hidden = false;
}

/** What is chosen, each as its words and the search without it. */
async function chosen() {
  const each = [];
  for (const [id, codes] of Object.entries(state.facets)) {
    const values = await ask("values", { facet: id });
    const { title } = manifest.facets.find((facet) => facet.id === id);
    for (const code of codes) {
      const rest = codes.filter((one) => one !== code);
      each.push([`${title}: ${called(values, code)}`, changed(state, { facets: { ...state.facets, [id]: rest } })]);
    }
  }
  const without = (name, said) => each.push([said, changed(state, { [name]: name === "from" || name === "to" ? "" : null })]);
  if (state.least !== null) without("least", `At least ${money(state.least)}`);
  if (state.most !== null) without("most", `At most ${money(state.most)}`);
  if (state.from) without("from", `From ${day(state.from)}`);
  if (state.to) without("to", `Up to ${day(state.to)}`);
  if (state.q) each.unshift([`Words: ${state.q}`, changed(state, { q: "" })]);
  return each;
}

async function chips() {
  const mine = turn;
  const each = await chosen();
  if (mine !== turn) return;
  const chip = ([said, next]) =>
    make("li", {}, make("button", { type: "button", onclick: () => go(next, { focus: "search-count" }) }, make("span", { class: "unseen" }, "Remove "), said, make("span", { "aria-hidden": "true" }, " ×")));
  const everything = { ...changed(state), q: "", facets: {}, least: null, most: null, from: "", to: "" };
  const clear = make("li", {}, make("button", { type: "button", class: "clear", onclick: () => go(everything, { focus: "search-count" }) }, "Clear all"));
  place("search-chosen").replaceChildren(...each.map(chip), ...(each.length ? [clear] : []));
  place("search-chosen").hidden = !each.length;
}

/** Says what went wrong, and where the lists are: never an empty page. */
function failed(fault) {
  if (given) return afresh();
  place("search-count").removeAttribute("aria-busy");
  place("search-count").textContent = "The search does not work just now";
  const name = fault.file ? ` A part of it (search/${fault.file}) is missing or damaged.` : ` ${fault.message}.`;
  place("search-fault-text").textContent = `${name.trim()} You can try again, or look in the lists below.`;
  for (const part of ["search-fault", "search-lists"]) place(part).hidden = false;
  place("search-found").hidden = !manifest;
  place("search-results").replaceChildren();
  for (const part of ["search-pages", "search-none", "search-download", "search-chosen"]) place(part).hidden = true;
}

async function download(event) {
  const button = event.currentTarget;
  const [mine, asked, total] = [place("search-progress"), state, found];
  try {
    const kind = await kindOf(asked);
    if (button.value === "note") {
      const said = (await chosen()).map(([words]) => words);
      const text = note(total, asked, kind, said, manifest, ROOT, new URL(toAddress(asked) || "?", location.href).href);
      return save([text], `${fileName(total)}-README.txt`, "text/plain;charset=utf-8");
    }
    button.disabled = true;
    mine.textContent = "Putting the file together";
    const parts = await csv(asked, kind, kinds, manifest, ROOT, (done, of, what) => (mine.textContent = `${whole(done)} of ${count(of, "record")} ${what}`));
    save(parts, `${fileName(total)}.csv`, "text/csv;charset=utf-8");
    mine.textContent = "The file is ready. Keep the note with it: it says what the file is a part of.";
  } catch (fault) {
    mine.textContent = `The file could not be put together: ${fault.message}.`;
  } finally {
    button.disabled = false;
  }
}

/** What the form says now. */
function typed() {
  const { q, least, most, from, to, sort } = Object.fromEntries(["q", ...RANGES, "sort"].map((name) => [name, form.elements[name].value]));
  return changed(state, { q: q.trim(), least: pence(least), most: pence(most), from, to, sort });
}

function listen() {
  let timer = 0;
  form.addEventListener("submit", (event) => {
    if (!state) return; // not begun yet: the browser goes to the address itself
    event.preventDefault();
    clearTimeout(timer);
    go(typed(), { focus: "search-count" });
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => state && go(typed(), { replace: true }), TYPING);
  });
  for (const name of [...RANGES, "sort"]) form.elements[name].addEventListener("change", () => state && go(typed()));
  addEventListener("popstate", () => manifest && show(here()));
  place("search-again").addEventListener("click", start);
  for (const button of place("search-download").querySelectorAll("button")) button.addEventListener("click", download);
}

/** A browser may have kept the page longer than the host kept the files it names, so the host is asked which there are. */
function afresh() {
  given = "";
  facets = [];
  return start();
}

async function start() {
  try {
    manifest = await ask("manifest", { given });
    kinds = new Map(manifest.facets.find((facet) => facet.id === "kind").values.map(([code, title]) => [code, title]));
    if (!facets.length) {
      facets = manifest.facets.map((facet) => new Facet(facet, (id, codes) => go(changed(state, { facets: { ...state.facets, [id]: codes } })), failed));
      place("search-facets").replaceChildren(...facets.map((facet) => facet.element));
      const first = here();
      for (const facet of facets) facet.element.open = facet.id === "kind" || Boolean(first.facets[facet.id]?.length);
    }
    await show(here());
  } catch (fault) {
    failed(fault);
  }
}

// On a phone the ways to narrow are a tap away, so that the results come first.
const wide = matchMedia("(min-width: 48em)");
const fold = () => (place("search-narrow").open = wide.matches);
wide.addEventListener("change", fold);
fold();
listen();
start();
