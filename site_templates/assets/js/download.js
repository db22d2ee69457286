// A search's results as a CSV file, and the note that says what the file is: a part of the whole, and which.

import { ask } from "./client.js";
import { called } from "./narrow.js";
import { pounds } from "./state.js";
import { count, whole } from "./words.js";

const FIELDS = ["kind", "id", "title", "publisher", "publisher_name", "date", "amount", "currency", "amount_is", "who_decided", "address"];
const AMOUNTS = { awarded: "awarded", year: "budget for a year", contract: "contract value" };
const PER_KIND = {
  services: ["way", "level", "claim", "status", "place"],
  decisions: ["decided", "body", "fund", "priority", "status", "outcome", "place"],
  communities: ["body", "place"],
  publishers: ["place"],
};

/** A text that no spreadsheet takes for a formula, quoted where CSV asks for it; numbers stay numbers. */
export function cell(value) {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const line = (cells) => `${cells.map(cell).join(",")}\r\n`;

/** The results as parts of a file. One kind's own facets are columns, too. `tell` is given how many records are done. */
export async function csv(asked, kinds, root, tell) {
  const one = asked.facets.kind?.length === 1 ? (PER_KIND[asked.facets.kind[0]] ?? []) : [];
  const values = await Promise.all(one.map((facet) => ask("values", { facet })));
  const parts = ["\ufeff", line([...FIELDS, ...one])];
  await ask("all", { asked, facets: one }, ({ cards, codes, done, of }) => {
    const row = (card, place) => line([...common(card, kinds, root), ...codes[place].map((set, at) => stated(set, values[at]))]);
    parts.push(cards.map(row).join(""));
    tell(done, of);
  });
  return parts;
}

function common(card, kinds, root) {
  const { kind, id, title, publisher, publisher_name: owner, date, pence, currency, of, decided, address } = card;
  const money = pence === null ? ["", "", ""] : [Number(pounds(pence)), currency, AMOUNTS[of] ?? of];
  return [kinds.get(kind) ?? kind, id, title, publisher, owner, date, ...money, decided, new URL(address, root).href];
}

const stated = (set, values) => set.map((value) => called(values, values[value][0])).join("; ");

/** What the file is called: that it is a part, and of how much. */
export const fileName = (found) => `part-${found.count}-of-${found.of}-records`;

/** The note beside the file. `chips` are the words for what was chosen. */
export function note(found, state, chips, manifest, address) {
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
    "Licence, as each publisher states it (the column publisher names whose a record is):",
    ...licences,
    "",
    "Columns: amount is in the currency beside it, and amount_is says what it is of. An empty cell is not stated, or does not apply.",
    "A text that a spreadsheet would run as a formula has an apostrophe in front. The file is UTF-8 text with commas (RFC 4180).",
    "",
  ].join("\r\n");
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
