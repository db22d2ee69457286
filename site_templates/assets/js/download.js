// A search's results as a CSV file, and the note that says what the file is: a part of the whole, and which.

import { ask } from "./client.js";
import { called } from "./narrow.js";
import { opened, rowsOf } from "./rows.js";
import { pounds } from "./state.js";
import { count, whole } from "./words.js";

const FIELDS = ["kind", "id", "title", "publisher", "publisher_name", "date", "amount", "currency", "amount_is", "who_decided", "address"];
const MARK = "\ufeff"; // by which spreadsheets know UTF-8
const AMOUNTS = { awarded: "awarded", year: "budget for a year", contract: "contract value" };
// What one kind is narrowed by and its own file does not hold.
const ADDED = { services: ["way", "level", "claim"], decisions: ["decided", "status"], publishers: ["place"] };

/** A text that no spreadsheet takes for a formula, quoted where CSV asks for it; numbers stay numbers. */
export function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const line = (cells) => `${cells.map(cell).join(",")}\r\n`;

/** The kind of all results; "" where they are of several. */
export async function kindOf(asked) {
  const [values, counts] = await Promise.all([ask("values", { facet: "kind" }), ask("counts", { asked, facet: "kind" })]);
  const chosen = asked.facets.kind ?? [];
  const found = values.map(([code]) => code).filter((code, place) => counts[place] && (!chosen.length || chosen.includes(code)));
  return found.length === 1 ? found[0] : "";
}

/** The results as parts of a file: all columns of their kind, or of several kinds those that all have. `tell` is given how far it is. */
export async function csv(asked, kind, kinds, manifest, root, tell) {
  const added = ADDED[kind] ?? [];
  const values = await Promise.all(added.map((facet) => ask("values", { facet })));
  const [cards, more] = [[], []];
  await ask("all", { asked, facets: added }, ({ cards: several, codes, done, of }) => {
    cards.push(...several);
    more.push(...codes.map((sets) => sets.map((set, at) => stated(set, values[at]))));
    tell(done, of, "looked up");
  });
  if (manifest.tables[kind]) return [MARK, ...(await table(kind, cards, added, more, manifest, root, tell))];
  return [MARK, line([...FIELDS, ...added]), ...cards.map((card, place) => line([...common(card, kinds, root), ...more[place]]))];
}

/** The lines of one kind: each as it stands in the kind's own file, and behind it what the file does not hold. */
async function table(kind, cards, added, more, manifest, root, tell) {
  const newest = await opened("search/manifest.json", root);
  // Files that were published later may lack what was found here.
  if (JSON.stringify(await newest.json()) !== JSON.stringify(manifest)) throw new Error("the portal was published anew meanwhile; load this page again");
  const { heading, rows } = await rowsOf(kind, cards, manifest, root, (done, of) => tell(done, of, "put together"));
  const lines = rows.flatMap((several, place) => {
    const own = several.length ? several : [bare(kind, cards[place], heading.split(","), manifest)];
    return own.map((row) => `${[row, ...more[place].map(cell)]}\r\n`);
  });
  return [`${[heading, ...added]}\r\n`, ...lines];
}

/** The row of an organisation that has none of its own, since only other records name it. */
function bare(kind, { publisher, title, address }, columns, manifest) {
  if (kind !== "organisations") throw new Error(`data/${kind}.csv has no row of ${title}`);
  const known = { published_by: publisher, [manifest.tables[kind]]: title, page: manifest.address + address };
  return columns.map((column) => cell(known[column] ?? ""));
}

function common(card, kinds, root) {
  const { kind, id, title, publisher, publisher_name: owner, date, pence, currency, of, decided, address } = card;
  const money = pence === null ? ["", "", ""] : [Number(pounds(pence)), currency, AMOUNTS[of] ?? of];
  return [kinds.get(kind) ?? kind, id, title, publisher, owner, date, ...money, decided, new URL(address, root).href];
}

const stated = (set, values) => set.map((value) => called(values, values[value][0])).join("; ");

/** What the file is called: that it is a part, and of how much. */
export const fileName = (found) => `part-${found.count}-of-${found.of}-records`;

/** The note beside the file. `kind` is that of all results, `chips` are the words for what was chosen. */
export function note(found, state, kind, chips, manifest, root, address) {
  const owner = manifest.tables[kind] ? "published_by" : "publisher";
  const licences = manifest.licences.map(([title, web, publishers]) => `- ${title} ${web}: ${publishers.join(", ")}`);
  return [
    `${manifest.portal}: the results of a search, which are a part of the whole`,
    "",
    `File: ${fileName(found)}.csv`,
    `Records: ${whole(found.count)} of the ${count(found.of, "record")} that can be searched.`,
    `Search: ${address}`,
    ...(chips.length ? ["It was narrowed to:", ...chips.map((said) => `- ${said}`)] : ["It was not narrowed."]),
    `Order: ${{ newest: "newest first", largest: "largest amount first" }[state.sort] ?? (state.q ? "best match first" : "newest first")}`,
    "",
    `Data as of: ${manifest.as_of}`,
    `Commit: ${manifest.commit || "not stated"}`,
    "",
    `Licence, as each publisher states it (the column ${owner} names whose a record is):`,
    ...licences,
    "",
    ...columns(kind, manifest, root),
    "A text that a spreadsheet would run as a formula has an apostrophe in front. The file is UTF-8 text with commas (RFC 4180).",
    "",
  ].join("\r\n");
}

function columns(kind, manifest, root) {
  if (!manifest.tables[kind]) return ["Columns: amount is in the currency beside it, and amount_is says what it is of. An empty cell is not stated, or does not apply."];
  const added = ADDED[kind] ?? [];
  return [
    `Columns: those of data/${kind}.csv, which ${new URL(`data/${kind}/`, root).href} explains. An empty cell is not stated, or does not apply.`,
    ...(added.length ? [`Behind them: ${added.join(", ")}, by which the search narrows.`] : []),
    ...(kind === "organisations" ? ["An organisation that several publishers list has a row of each. One that only other records name has but its name and page."] : []),
  ];
}

/** Gives a file to the reader. */
export function save(parts, name, type) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
