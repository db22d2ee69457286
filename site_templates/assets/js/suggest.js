// Suggestions for the box in the header: titles of records that fit. Nothing is loaded before somebody types.

const box = document.getElementById("frame-words");
const list = document.getElementById("frame-titles");
const WAIT = 200; // milliseconds after the last key
const LEAST = 3; // letters
let timer = 0;

async function suggest() {
  const q = box.value.trim();
  if (q.length < LEAST) return list.replaceChildren();
  try {
    const { ask } = await import("./client.js");
    const titles = await ask("suggest", { q });
    if (q === box.value.trim()) list.replaceChildren(...titles.map((title) => Object.assign(document.createElement("option"), { value: title })));
  } catch {
    list.replaceChildren(); // the box works without
  }
}

box?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, WAIT);
});
