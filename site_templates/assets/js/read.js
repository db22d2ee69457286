// The bytes of the index, as generator/search/packing.py writes them.

/** A file of the index that is missing or damaged. */
export class Unreadable extends Error {
  constructor(name, cause) {
    super(`search/${name} could not be read`, { cause });
    this.name = "Unreadable";
    this.file = name;
  }
}

/** What a compressed file holds. A host may have unpacked it already. */
export async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw new Error("not compressed");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads one part of a file after the other. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.place = 0;
  }

  text() {
    const length = this.view.getUint32(this.place, true);
    this.place += 4 + length;
    return new TextDecoder().decode(this.bytes.subarray(this.place - length, this.place));
  }

  /** A row of numbers that are taken from their planes when they are asked for. */
  row() {
    const count = this.view.getUint32(this.place, true);
    const width = this.view.getUint8(this.place + 4);
    const start = this.place + 5;
    this.place = start + count * width;
    if (this.place > this.bytes.length) throw new Error("cut short");
    return new Row(this.bytes.subarray(start, this.place), count, width);
  }
}

class Row {
  constructor(planes, count, width) {
    Object.assign(this, { planes, count, width });
  }

  at(place) {
    let value = 0;
    for (let plane = this.width - 1; plane >= 0; plane--) value = value * 256 + this.planes[plane * this.count + place];
    return value;
  }

  all() {
    const values = this.width <= 4 ? new Uint32Array(this.count) : new Float64Array(this.count);
    for (let plane = this.width - 1; plane >= 0; plane--) {
      const start = plane * this.count;
      for (let place = 0; place < this.count; place++) values[place] = values[place] * 256 + this.planes[start + place];
    }
    return values;
  }
}
