// The engine in a thread of its own, so that the page stays quick. One message asks, one or more answer.

import { Engine } from "./engine.js";
import { Library } from "./library.js";

const ROOT = new URL("../../search/", import.meta.url);
const SUGGESTIONS = 8;
const PIECE = 2048; // records of one message when all are asked for

async function get(name) {
  // Only the manifest keeps its name when the data changes, so only for it is the host asked again.
  const answer = await fetch(new URL(name, ROOT), { cache: name === "manifest.json" ? "no-cache" : "default" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

let library = new Library(get);
let engine = new Engine(library);
const cards = (numbers) => Promise.all(Array.from(numbers, (one) => library.card(one)));

const ANSWERS = {
  /** Begins with the manifest given, else with the host's. */
  manifest({ given }) {
    library = new Library(get, given);
    engine = new Engine(library);
    return library.manifest();
  },

  values: ({ facet }) => library.values(facet),
  counts: ({ asked, facet }) => engine.counts(asked, facet),

  async search({ asked, start, end }) {
    const { order, ...found } = await engine.search(asked);
    return { ...found, cards: await cards(order.subarray(start, end)) };
  },

  async suggest({ q }) {
    const { order } = await engine.search({ q });
    return [...new Set((await cards(order.subarray(0, SUGGESTIONS))).map((card) => card.title))];
  },

  /** Every record found, some thousands at a time, each with the codes of the facets named. */
  async all({ asked, facets = [] }, tell) {
    const { order } = await engine.search(asked);
    const columns = await Promise.all(facets.map((facet) => library.column(facet)));
    for (let start = 0; start < order.length; start += PIECE) {
      const numbers = order.subarray(start, start + PIECE);
      const codes = Array.from(numbers, (one) => columns.map((column) => setOf(column, one)));
      tell({ cards: await cards(numbers), codes, done: start + numbers.length, of: order.length });
    }
    return order.length;
  },
};

function setOf(column, one) {
  for (const { sets, of } of column) {
    if (one < of.length) return sets[of[one]];
    one -= of.length;
  }
  return [];
}

onmessage = async ({ data: { id, what, detail } }) => {
  try {
    postMessage({ id, answer: await ANSWERS[what](detail, (part) => postMessage({ id, part })) });
  } catch (fault) {
    postMessage({ id, fault: { message: fault.message, file: fault.file ?? "" } });
  }
};
