import { cell, line, note } from "../../../site_templates/assets/js/download.js";

export function noTextIsAFormula(same) {
  same(["=1+1", "+44", "-5", "@x", "\tx", "\rx", "a=b"].map(cell), ["'=1+1", "'+44", "'-5", "'@x", "'\tx", "\"'\rx\"", "a=b"]);
  same(cell(-500), "-500");
}

export function textsAreQuotedWhereTheyMustBe(same) {
  same(line(["a,b", 'say "x"', "two\nlines", "plain", 1.5]), '"a,b","say ""x""","two\nlines",plain,1.5\r\n');
}

export function theNoteSaysWhichPartItIs(same) {
  const manifest = { portal: "P", as_of: "2026-01-15", commit: "abc", licences: [["OGL", "https://l.example/", ["a", "b"]]], tables: { services: "name" } };
    const said = note({ count: 2, of: 9 }, { q: "x", sort: "" }, "services", ["Kind: Service"], manifest, "https://p.example/", "https://p.example/search/?q=x");
  for (const part of ["2 of the 9 records", "https://p.example/search/?q=x", "- Kind: Service", "Commit: abc", "2026-01-15", "- OGL https://l.example/: a, b", "https://p.example/data/services/ explains", "way, level, claim", "the column published_by names"])
    if (!said.includes(part)) throw new Error(`does not say ${part}`);
}
