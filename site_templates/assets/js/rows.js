// The rows of the records found, as they stand in the files of their kind.

const END = "\r\n";
const PATH = 66; // where a path begins in a line of SHA256SUMS: behind a digest and two spaces

/** The rows of each card, in the order of the cards, below a line of headings. `tell` is given how many cards have theirs. */
export async function rowsOf(kind, cards, { address }, root, tell) {
  const files = filesOf(kind, cards, await (await opened("data/SHA256SUMS", root)).text());
  const found = new Map(cards.map((card) => [address + card.address, []]));
  let [heading, done] = ["", 0];
  const read = async (path) => {
    let first = true;
    for await (const lines of linesOf(`data/${path}`, root)) {
      if (first && lines.length) [heading, first] = [lines.shift(), false];
      for (const line of lines) {
        // The page is the last column, and no address holds a comma.
        if (found.get(line.slice(line.lastIndexOf(",") + 1))?.push(line) === 1) done++;
      }
      tell(done, cards.length);
    }
  };
  await Promise.all(files.map(read));
  return { heading, rows: [...found.values()] };
}

/** The files that hold them: those of their publishers, or of all publishers where something belongs to none. */
export function filesOf(kind, cards, sums) {
  const owners = new Set(cards.map(({ publisher, address }) => (publisher ? `publishers/${address.split("/")[1]}/` : "")));
  const folders = owners.has("") ? new Set([""]) : owners;
  const name = new RegExp(`^${kind}(-\\d+)?\\.csv$`);
  const fits = (path, start) => folders.has(path.slice(0, start)) && name.test(path.slice(start));
  return sums.split("\n").map((line) => line.slice(PATH)).filter((path) => fits(path, path.lastIndexOf("/") + 1));
}

async function* linesOf(path, root) {
  const reader = (await opened(path, root)).body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let done = false; !done; ) {
    const piece = await reader.read();
    const [lines, left] = cut(rest + (piece.value ?? ""));
    [rest, done] = [left, piece.done];
    yield lines;
  }
  if (rest) throw new Error(`${path} is cut short`);
}

/** The whole lines of a text, and what is left of it. A line ends where no quotation mark is open. */
export function cut(text) {
  const lines = [];
  let [start, from, open] = [0, 0, false];
  for (let end = text.indexOf(END); end >= 0; end = text.indexOf(END, from)) {
    if (text.slice(from, end).split('"').length % 2 === 0) open = !open;
    from = end + END.length;
    if (open) continue;
    lines.push(text.slice(start, end));
    start = from;
  }
  return [lines, text.slice(start)];
}

/** A file that keeps its name when the data change, as the host has it now. */
export async function opened(path, root) {
  const answer = await fetch(new URL(path, root), { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) throw new Error(`${path} could not be read`);
  return answer;
}
