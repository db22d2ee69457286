import { Reader, unpacked } from "../../../site_templates/assets/js/read.js";
import { dayNumber } from "../../../site_templates/assets/js/engine.js";

const packed = async (bytes) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
const fails = (work) => Promise.resolve().then(work).then(() => false, () => true);

export async function rowsComeOutOfTheirPlanes(same) {
  const reader = new Reader(new Uint8Array([3, 0, 0, 0, 2, 1, 2, 3, 0, 1, 2, 2, 0, 0, 0, 104, 105]));
  const row = reader.row();
  same([row.at(0), row.at(1), row.at(2)], [1, 258, 515]);
  same([...row.all()], [1, 258, 515]);
  same(reader.text(), "hi");
}

export async function wideNumbersAreWhole(same) {
  const row = new Reader(new Uint8Array([1, 0, 0, 0, 6, 255, 255, 255, 255, 255, 1])).row();
  same([row.at(0), row.all()[0]], [2199023255551, 2199023255551]);
}

export async function damageIsNoticed(same) {
  const good = await packed(new TextEncoder().encode("hello ".repeat(100)));
  same(new TextDecoder().decode(await unpacked(good)).length, 600);
  const flipped = good.slice();
  flipped[Math.floor(flipped.length / 2)] ^= 0xff;
  same(await fails(() => unpacked(flipped)), true);
  same(await fails(() => unpacked(good.slice(0, -4))), true);
  same(await fails(() => unpacked(new TextEncoder().encode("<!doctype html>"))), true);
  same(await fails(() => new Reader(new Uint8Array([9, 0, 0, 0, 4, 1])).row()), true);
}

export function daysAreCountedAsInPython(same) {
  same(["0001-01-01", "1970-01-01", "2024-02-29", "9999-12-31"].map(dayNumber), [1, 719163, 738945, 3652059]);
}
