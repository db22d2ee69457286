// What is searched for ↔ the address. Everything that a page shows is in its address, so that it can be sent, kept and gone back to.

export const PAGE = 10; // results of one page
export const NOT_STATED = "not-stated"; // how an address says the code ""
const SORTS = ["newest", "largest"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A search as an address asks for it; `facets` are the names of those there are. What makes no sense is left out. */
export function fromAddress(query, facets) {
  const asked = new URLSearchParams(query);
  const one = (name, fits) => (fits(asked.get(name) ?? "") ? asked.get(name) : "");
  const day = (name) => one(name, (text) => DAY.test(text) && !Number.isNaN(Date.parse(text)));
  const chosen = facets.map((name) => [name, [...new Set(asked.getAll(name).filter(Boolean))].map((code) => (code === NOT_STATED ? "" : code))]);
  return {
    q: (asked.get("q") ?? "").trim(),
    facets: Object.fromEntries(chosen.filter(([, codes]) => codes.length)),
    least: pence(asked.get("least")),
    most: pence(asked.get("most")),
    from: day("from"),
    to: day("to"),
    sort: one("sort", (text) => SORTS.includes(text)),
    page: Math.max(1, Math.min(1e6, Math.trunc(Number(asked.get("page")) || 1))),
  };
}

/** The address of a search, always in the same order; "" for one that asks for nothing. */
export function toAddress(state) {
  const said = new URLSearchParams();
  const say = (name, value) => value !== "" && value !== null && said.append(name, value);
  say("q", state.q);
  for (const [name, codes] of Object.entries(state.facets).sort()) for (const code of [...codes].sort()) say(name, code || NOT_STATED);
  say("least", state.least === null ? "" : pounds(state.least));
  say("most", state.most === null ? "" : pounds(state.most));
  for (const name of ["from", "to", "sort"]) say(name, state[name]);
  say("page", state.page > 1 ? state.page : "");
  return said.size || said.toString() ? `?${said}` : "";
}

/** An amount as people type it, £1,234.50, in pence; null for what is none. */
export function pence(text) {
  const plain = (text ?? "").replace(/[£,\s]/g, "").replace("−", "-");
  return /^-?\d{1,12}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

/** Pence as they are typed: 1234.50. */
export const pounds = (amount) => (amount / 100).toFixed(2).replace(/\.00$/, "");

/** The same search with other parts; it starts at its first page again. */
export const changed = (state, parts) => ({ ...state, page: 1, ...parts });
