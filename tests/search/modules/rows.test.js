import { cut, filesOf } from "../../../site_templates/assets/js/rows.js";

const SUMS = ["services.csv", "services.json", "services-1.csv", "power.csv", "publishers/a/services.csv", "publishers/b~20/services-2.csv", "publishers/c/services.csv"]
  .map((path) => `${"0".repeat(64)}  ${path}\n`)
  .join("");

export function linesEndWhereNoMarkIsOpen(same) {
  same(cut('a,"b\r\nc""",d\r\n\r\ne,"f\r\n'), [['a,"b\r\nc""",d', ""], 'e,"f\r\n']);
  same(cut(""), [[], ""]);
}

export function whereverATextIsTornItsLinesAreTheSame(same) {
  const text = 'one,"t""w\r\no"\r\n,\r\nthree\r\n';
  for (let place = 0; place <= text.length; place++) {
    const [lines, left] = cut(text.slice(0, place));
    same([...lines, ...cut(left + text.slice(place))[0]], ['one,"t""w\r\no"', ",", "three"]);
  }
}

export function onlyFilesOfThePublishersFoundAreRead(same) {
  const [a, b, none] = [{ publisher: "a", address: "services/a/x/" }, { publisher: "b ", address: "services/b~20/y/" }, { publisher: "", address: "services/z/" }];
  same(filesOf("services", [a, a, b], SUMS), ["publishers/a/services.csv", "publishers/b~20/services-2.csv"]);
  same(filesOf("services", [a, none], SUMS), ["services.csv", "services-1.csv"]);
}
