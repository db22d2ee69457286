// Answers searches from the index. Records go by their number, which is their place when all are sorted newest first.

import { MOST_WORDS, words } from "./fold.js";

const TITLE = 4; // what a word counts that stands in a title; the start of a word counts one less
const TEXT = 2;
const KEPT = 24; // marks kept from the last searches

/** The number of a day, as Python counts them: 1 January of the year 1 is 1. */
export function dayNumber(text) {
  const moment = new Date(0);
  const [year, month, day] = text.split("-").map(Number);
  moment.setUTCFullYear(year, month - 1, day);
  return Math.floor(moment.getTime() / 86400000) + 719163;
}

/** Marks of words, facets and ranges over all records, put together for each search. */
export class Engine {
  constructor(library) {
    this.library = library;
    this.marks = new Map();
  }

  /** How many records a search finds, their numbers in the order asked for, and how many words were too many. */
  async search(asked) {
    const { count } = await this.library.manifest();
    const [scores, ...masks] = await Promise.all([this.scores(asked.q ?? "", count), ...this.masks(asked, count)]);
    const found = together(scores, masks, count);
    const sort = asked.sort ?? "";
    const amounts = sort === "largest" && found.length > 1 ? await this.amounts(count) : null;
    const order = amounts ? byAmount(found, amounts) : sort !== "newest" && scores ? byScore(found, scores) : found;
    return { count: order.length, of: count, order, ignored: Math.max(0, words(asked.q ?? "").length - MOST_WORDS) };
  }

  /** How many of the records found have each value of a facet, whatever is chosen in that facet itself. */
  async counts(asked, facet) {
    const values = await this.library.values(facet);
    const others = { ...asked, facets: { ...asked.facets, [facet]: [] } };
    if (isOpen(others)) return values.map((one) => one[2]);
    const { count } = await this.library.manifest();
    const [column, scores, ...masks] = await Promise.all([
      this.library.column(facet),
      this.scores(asked.q ?? "", count),
      ...this.masks(others, count),
    ]);
    return counted(column, together(scores, masks, count), values.length);
  }

  /** Work that is remembered by a name, for the next search shares most of it. */
  kept(name, make) {
    const found = this.marks.get(name) ?? make();
    this.marks.delete(name);
    this.marks.set(name, found);
    found.catch(() => this.marks.delete(name));
    if (this.marks.size > KEPT) this.marks.delete(this.marks.keys().next().value);
    return found;
  }

  /** What each record scores: nought where it lacks a word. Null where no words are asked for. */
  scores(typed, count) {
    if (!typed.trim()) return Promise.resolve(null);
    return this.kept(`q ${typed}`, async () => {
      const asked = words(typed).slice(0, MOST_WORDS);
      const levels = await Promise.all(asked.map((word) => this.levels(word, count)));
      if (!levels.length) return new Uint8Array(count);
      const [scores, ...others] = levels;
      for (const level of others) for (let one = 0; one < count; one++) scores[one] = scores[one] && level[one] && scores[one] + level[one];
      return scores;
    });
  }

  async levels({ term, starts }, count) {
    const { terms } = await this.library.manifest();
    if (!terms.first.length) return new Uint8Array(count);
    const first = Math.max(0, placeOf(terms.first, term, true) - 1);
    let end = first + 1;
    while (starts && end < terms.first.length && terms.first[end].startsWith(term)) end++;
    const shards = await Promise.all(Array.from({ length: end - first }, (_, place) => this.library.shard(first + place)));
    const levels = new Uint8Array(count);
    for (const shard of shards) {
      for (let place = placeOf(shard.terms, term, false); place < shard.terms.length; place++) {
        const less = shard.terms[place] === term ? 0 : 1;
        if (less && !(starts && shard.terms[place].startsWith(term))) break;
        await this.mark(levels, shard, 2 * place, TITLE - less);
        await this.mark(levels, shard, 2 * place + 1, TEXT - less);
      }
    }
    return levels;
  }

  async mark(levels, shard, row, level) {
    const blocks = shard.elsewhere[row];
    if (blocks) for (const gaps of await Promise.all(blocks.map((name) => this.library.block(name)))) mark(levels, gaps, 0, gaps.count, level);
    else mark(levels, shard.gaps, shard.offsets[row], shard.counts[row % 2][row >> 1], level);
  }

  masks(asked, count) {
    const facets = Object.entries(asked.facets ?? {}).filter(([, codes]) => codes.length);
    return [
      ...facets.map(([facet, codes]) => this.kept(JSON.stringify([facet, ...codes]), () => this.chosen(facet, codes, count))),
      ...(asked.from || asked.to ? [this.between(asked.from, asked.to, count)] : []),
      ...(isNumber(asked.least) || isNumber(asked.most) ? [this.worth(asked.least ?? -Infinity, asked.most ?? Infinity, count)] : []),
    ];
  }

  async chosen(facet, codes, count) {
    const [values, column] = await Promise.all([this.library.values(facet), this.library.column(facet)]);
    const wanted = new Set(codes.map((code) => values.findIndex((one) => one[0] === code)));
    const mask = new Uint8Array(count);
    let start = 0;
    for (const { sets, of } of column) {
      const fits = sets.map((set) => (set.some((value) => wanted.has(value)) ? 1 : 0));
      for (let place = 0; place < of.length; place++) mask[start + place] = fits[of[place]];
      start += of.length;
    }
    return mask;
  }

  async between(from, to, count) {
    const { latest, gaps, counts } = await this.library.days();
    const [first, last] = [from ? dayNumber(from) : -Infinity, to ? dayNumber(to) : Infinity];
    const mask = new Uint8Array(count);
    let [day, start] = [latest[0], 0];
    counts.forEach((several, place) => {
      if (place) day -= gaps[place - 1];
      if (day >= first && day <= last) mask.fill(1, start, start + several);
      start += several;
    });
    return mask;
  }

  async worth(least, most, count) {
    const { ranks, values } = await this.amounts(count);
    const fits = Uint8Array.from([0, ...Array.from(values, (value) => (value >= least && value <= most ? 1 : 0))]);
    return Uint8Array.from(ranks, (rank) => fits[rank]);
  }

  /** The amounts there are, least first, and for each record the place of its own from 1; 0 where it has none. */
  amounts(count) {
    return this.kept("amounts", async () => {
      const chunks = await this.library.amounts();
      const values = Float64Array.from(new Set(chunks.flatMap((one) => one.values))).sort();
      const ranks = new Uint32Array(count);
      let start = 0;
      for (const chunk of chunks) {
        const known = [0, ...chunk.values.map((value) => placeOf(values, value, false) + 1)];
        for (let place = 0; place < chunk.of.length; place++) ranks[start + place] = known[chunk.of[place]];
        start += chunk.of.length;
      }
      return { values, ranks };
    });
  }
}

const isNumber = (value) => typeof value === "number";

/** Whether a search asks for nothing, so that it finds everything. */
export function isOpen(asked) {
  const narrowed = Object.values(asked.facets ?? {}).some((codes) => codes.length);
  return !((asked.q ?? "").trim() || narrowed || asked.from || asked.to || isNumber(asked.least) || isNumber(asked.most));
}

/** Where a value stands in a sorted list, or would; `after` gives the place behind it. */
function placeOf(sorted, value, after) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (after && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mark(levels, gaps, start, count, level) {
  let one = 0;
  for (let place = start; place < start + count; place++) {
    one += gaps.at(place);
    if (levels[one] < level) levels[one] = level;
  }
}

function together(scores, masks, count) {
  const found = new Uint32Array(count);
  let size = 0;
  for (let one = 0; one < count; one++) {
    let fits = !scores || scores[one];
    for (let place = 0; fits && place < masks.length; place++) fits = masks[place][one];
    if (fits) found[size++] = one;
  }
  return found.slice(0, size);
}

function counted(column, found, length) {
  const counts = new Array(length).fill(0);
  let [start, next] = [0, 0];
  for (const { sets, of } of column) {
    const each = new Uint32Array(sets.length);
    for (; next < found.length && found[next] < start + of.length; next++) each[of[found[next] - start]]++;
    sets.forEach((set, place) => set.forEach((value) => (counts[value] += each[place])));
    start += of.length;
  }
  return counts;
}

/** Numbers sorted by a small whole number each, greatest first; equals stay as they are. */
function byKey(found, key, greatest) {
  const starts = new Uint32Array(greatest + 2);
  for (const one of found) starts[greatest - key(one) + 1]++;
  for (let place = 1; place < starts.length; place++) starts[place] += starts[place - 1];
  const order = new Uint32Array(found.length);
  for (const one of found) order[starts[greatest - key(one)]++] = one;
  return order;
}

const byScore = (found, scores) => byKey(found, (one) => scores[one], MOST_WORDS * TITLE);
const byAmount = (found, { ranks, values }) => byKey(found, (one) => ranks[one], values.length);
