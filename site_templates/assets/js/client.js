// The page's side of the worker, which is started by the first question.

let worker = null;
let last = 0;
const open = new Map();

function started() {
  if (worker) return worker;
  worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data: { id, answer, part, fault } }) => {
    const question = open.get(id);
    if (part) return question.tell(part);
    open.delete(id);
    if (fault) question.reject(Object.assign(new Error(fault.message), { file: fault.file }));
    else question.resolve(answer);
  };
  worker.onerror = () => {
    worker = null;
    for (const question of open.values()) question.reject(new Error("The search could not be started"));
    open.clear();
  };
  return worker;
}

/** Asks the engine: "manifest", "values", "counts", "search", "suggest" or "all". `tell` is given the parts of a long answer. */
export function ask(what, detail = {}, tell = () => {}) {
  return new Promise((resolve, reject) => {
    const id = ++last;
    open.set(id, { resolve, reject, tell });
    started().postMessage({ id, what, detail });
  });
}
