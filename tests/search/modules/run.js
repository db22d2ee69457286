// Runs every test of every module named in the address, and leaves what failed on the page.
const failed = [];
let run = 0;

function same(got, due, said) {
  const [one, other] = [JSON.stringify(got), JSON.stringify(due)];
  if (one !== other) throw new Error(`${said ?? "is"} ${one}, not ${other}`);
}

for (const name of new URLSearchParams(location.search).getAll("module")) {
  const tests = await import(`./${name}.test.js`);
  for (const [test, check] of Object.entries(tests)) {
    try {
      run++;
      await check(same);
    } catch (fault) {
      failed.push(`${name}.${test}: ${fault.message}`);
    }
  }
}
document.body.append(Object.assign(document.createElement("pre"), { id: "failed", textContent: failed.join("\n") }));
document.body.dataset.run = run;
