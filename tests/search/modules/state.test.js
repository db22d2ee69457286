import { changed, fromAddress, pence, pounds, toAddress } from "../../../site_templates/assets/js/state.js";

const FACETS = ["kind", "place"];

export function anAddressHoldsTheWholeSearch(same) {
  const address = "?q=youth+club&kind=decisions&kind=services&place=not-stated&least=10.50&most=200&from=2024-02-29&to=2025-01-01&sort=largest&page=3";
  same(toAddress(fromAddress(address, FACETS)), address);
}

export function whatMakesNoSenseIsLeftOut(same) {
  const state = fromAddress("?least=much&most=1.234&from=2024-13-01&to=yesterday&sort=up&page=-4&kind=&else=1", FACETS);
  same(toAddress(state), "");
  same([state.least, state.most, state.from, state.to, state.sort, state.page], [null, null, "", "", "", 1]);
}

export function amountsAreReadAsPeopleTypeThem(same) {
  same(["£1,234.50", "1 000", "−5", "-5", "0", "", "x", "1e5", "0x10"].map(pence), [123450, 100000, -500, -500, 0, null, null, null, null]);
  same([123450, 100000, -500].map(pounds), ["1234.50", "1000", "-5"]);
}

export function anotherSearchStartsAtItsFirstPage(same) {
  same(changed(fromAddress("?q=a&page=7", FACETS), { q: "b" }).page, 1);
}
