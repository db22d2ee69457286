import { amount, count, day, money, whole } from "../../../site_templates/assets/js/words.js";

export function moneyIsSaidAsOnOtherPages(same) {
  same([100, 123456789, -50000, 1005, 0].map((pence) => money(pence)), ["£1", "£1,234,567.89", "−£500", "£10.05", "£0"]);
  same([money(100, "EUR"), money(100, "SEK")], ["€1", "SEK 1"]);
  same(amount({ pence: null, currency: "", of: "" }), "");
  same(amount({ pence: 2400000, currency: "GBP", of: "awarded" }), "£24,000 awarded");
}

export function daysAndCountsAreWords(same) {
  same([day("2026-03-03"), day("0999-12-31")], ["3 March 2026", "31 December 999"]);
  same([count(1, "record"), count(1234, "record"), whole(1000000)], ["1 record", "1,234 records", "1,000,000"]);
}
