// Text → terms, by the same rules as generator/search/folding.py, and a search's words from what somebody typed.

const SEPARATORS = "/\\-._:~,&+";
const WORD = /[\p{L}\p{N}]+/gu;
const CHUNK = new RegExp(`[\\p{L}\\p{N}]+(?:[${SEPARATORS}]+[\\p{L}\\p{N}]+)*`, "gu");
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ", ħ: "h" };
const SHORTEST = 4; // letters of a word that may be a plural
const PREFIX = 3; // letters from which the last word may be the start of one
export const MOST_WORDS = 12;

/** A text without case, accents and apostrophes. */
export function plain(text) {
  const lower = text.toLowerCase().normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return lower.replace(/[ßæœøđðłþıςħ]/g, (sign) => LETTERS[sign]).replace(/['’ʼ`´]/g, "");
}

/** A plain word without the ending of a plural; one that is not of letters alone stays as it is. */
export function folded(word) {
  if ([...word].length < SHORTEST || !/^\p{L}+$/u.test(word)) return word;
  if (/(?:ss|x|z|ch|sh)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^siu]s$/u.test(word)) word = word.slice(0, -1);
  return word.replace(/ie$|(?<=[^aeiou])y$/u, "i");
}

/** The terms that a search asks for, all of which a record must have: the last word, if long enough, may be the start of one. */
export function words(typed) {
  const text = plain(typed);
  const found = [];
  for (const [chunk] of text.matchAll(CHUNK)) {
    const parts = chunk.match(WORD);
    const whole = parts.length > 1 && /\p{Nd}/u.test(chunk);
    found.push(...(whole ? [parts.join("")] : parts.map(folded)));
  }
  const last = found.at(-1);
  const signs = [...text].filter((sign) => sign > "\x7f" && /\p{So}/u.test(sign));
  return [...new Set([...found, ...signs])].map((term) => ({ term, starts: term === last && [...term].length >= PREFIX }));
}
