// Values as words, as the other pages say them.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SIGNS = { GBP: "£", "": "£", EUR: "€", USD: "$" };
const OF = { awarded: "awarded", year: "a year", contract: "contract" };

export const whole = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

export const count = (number, one, many = `${one}s`) => `${whole(number)} ${number === 1 ? one : many}`;

/** £1,234 or £1,234.50; a minus in front of a refund. */
export function money(pence, currency = "GBP") {
  const rest = Math.abs(pence) % 100;
  const sign = SIGNS[currency] ?? `${currency} `;
  return `${pence < 0 ? "−" : ""}${sign}${whole(Math.floor(Math.abs(pence) / 100))}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}

/** 2026-03-03 as 3 March 2026. */
export function day(text) {
  const [year, month, date] = text.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** What is paid, and what for: £24,000 awarded. */
export const amount = ({ pence, currency, of }) => (pence === null ? "" : `${money(pence, currency)} ${OF[of] ?? ""}`.trim());
