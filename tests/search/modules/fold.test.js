import { folded, plain, words } from "../../../site_templates/assets/js/fold.js";

export function caseAndAccentsAreFolded(same) {
  same(plain("LLŶN café Straße Ærø İ"), "llyn cafe strasse aero i");
}

export function pluralsFallTogether(same) {
  const pairs = ["cities city", "communities community", "buses buse", "boxes box", "classes class", "services service", "children’s childrens"];
  for (const pair of pairs) {
    const [one, other] = pair.split(" ").map((word) => folded(plain(word)));
    same(one, other, pair);
  }
  same(["bus", "glass", "gas", "A1s"].map(folded), ["bus", "glass", "gas", "A1s"]);
}

export function aReferenceIsOneTerm(same) {
  same(words("DN123456/A"), [{ term: "dn123456a", starts: true }]);
  same(words("step-free ramp").map(({ term }) => term), ["step", "free", "ramp"]);
}

export function onlyTheLastWordMayBeTheStartOfOne(same) {
  same(words("youth clu").map(({ starts }) => starts), [false, true]);
  same(words("youth cl").map(({ starts }) => starts), [false, false]);
}

export function nothingToSearchForIsNoWord(same) {
  for (const typed of ["", "   ", "-", "?!", "…"]) same(words(typed), []);
}

export function signsAreTerms(same) {
  same(words("🎉 fair").map(({ term }) => term), ["fair", "🎉"]);
}
