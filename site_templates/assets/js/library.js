// The files of the index: each is fetched when it is asked for and kept unpacked.

import { Reader, Unreadable, unpacked } from "./read.js";

const NAME = 10; // hex digits of a name
const KEPT = 600; // files kept unpacked
const AT_ONCE = 8;

/** Everything of one index. `get(name)` gives the bytes of a file below search/; `given` is the manifest's text, where a page holds it. */
export class Library {
  constructor(get, given = "") {
    this.get = get;
    this.files = new Map(given ? [["manifest.json", Promise.resolve(given).then((text) => JSON.parse(text))]] : []);
    this.waiting = [];
    this.busy = 0;
  }

  /** A file, made of its bytes once. One that could not be read is asked for again next time. */
  kept(name, make) {
    if (this.files.has(name)) return this.files.get(name);
    const file = this.turn(() => this.get(name))
      .then(make)
      .catch((cause) => {
        this.files.delete(name);
        throw cause instanceof Unreadable ? cause : new Unreadable(name, cause);
      });
    this.files.set(name, file);
    if (this.files.size > KEPT) this.files.delete([...this.files.keys()].find((one) => one.startsWith("cards/")));
    return file;
  }

  async turn(work) {
    if (this.busy >= AT_ONCE) await new Promise((go) => this.waiting.push(go));
    this.busy++;
    try {
      return await work();
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  manifest() {
    return this.kept("manifest.json", (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  }

  reader(folder, name, make) {
    return this.kept(`${folder}/${name}.bin`, async (bytes) => make(new Reader(await unpacked(bytes))));
  }

  json(folder, name) {
    return this.kept(`${folder}/${name}.bin`, async (bytes) => JSON.parse(new TextDecoder().decode(await unpacked(bytes))));
  }

  async shard(number) {
    const { terms } = await this.manifest();
    return this.reader("terms", terms.files.slice(number * NAME, (number + 1) * NAME), shard);
  }

  block(name) {
    return this.reader("terms", name, (reader) => reader.row());
  }

  async column(facet) {
    const { facets } = await this.manifest();
    const { files } = facets.find((one) => one.id === facet);
    return Promise.all(files.map((name) => this.reader("columns", name, (reader) => ({ sets: JSON.parse(reader.text()), of: reader.row().all() }))));
  }

  async values(facet) {
    const { facets } = await this.manifest();
    const one = facets.find((other) => other.id === facet);
    return one.values ?? this.json("columns", one.elsewhere);
  }

  async amounts() {
    const { amount } = await this.manifest();
    return Promise.all(amount.map((name) => this.reader("columns", name, amounts)));
  }

  async days() {
    const { day } = await this.manifest();
    return this.reader("columns", day[0], (reader) => ({ latest: reader.row().all(), gaps: reader.row().all(), counts: reader.row().all() }));
  }

  async card(number) {
    const { cards } = await this.manifest();
    const file = Math.floor(number / cards.size);
    const group = Math.floor(file / cards.group);
    const columns = await this.json("cards", `${cards.files.slice(group * NAME, (group + 1) * NAME)}-${file % cards.group}`);
    const card = Object.fromEntries(cards.columns.map((name, place) => [name, columns[place][number % cards.size]]));
    card.address ??= `${card.kind}/${card.publisher}/${card.id}/`;
    return card;
  }
}

/** A shard: its terms in order, in how many titles and texts each stands, and where its row of gaps starts. */
function shard(reader) {
  const starts = reader.row().all();
  const lengths = reader.row().all();
  const ends = reader.text();
  const titles = reader.row().all();
  const texts = reader.row().all();
  const elsewhere = JSON.parse(reader.text());
  const gaps = reader.row();
  const terms = [];
  const offsets = new Uint32Array(2 * starts.length);
  let end = 0;
  let offset = 0;
  for (let place = 0; place < starts.length; place++) {
    terms.push((terms[place - 1] ?? "").slice(0, starts[place]) + ends.slice(end, (end += lengths[place])));
    offsets[2 * place] = offset;
    if (!elsewhere[2 * place]) offset += titles[place];
    offsets[2 * place + 1] = offset;
    if (!elsewhere[2 * place + 1]) offset += texts[place];
  }
  if (offset !== gaps.count) throw new Error("a shard does not add up");
  return { terms, counts: [titles, texts], offsets, elsewhere, gaps };
}

function amounts(reader) {
  const least = Number(reader.text());
  const gaps = reader.row().all();
  const values = [least];
  for (const gap of gaps) values.push(values.at(-1) + gap);
  return { values, of: reader.row().all() };
}
