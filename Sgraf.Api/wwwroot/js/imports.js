// Imports of many pictures: started here, done by the server, followed live.
import { ask, isCancelled, send } from "./api.js";
import { byId, el, put } from "./dom.js";
import { follow } from "./events.js";
import { importRow } from "./importRow.js";
import { emptyPlace, problemNotice } from "./notice.js";
import { patiently } from "./patience.js";
import { refresh } from "./suggest.js";

const rows = new Map();
let running = null;
let onChange = () => { };

/** Connects the forms; the listener hears when an import has added pictures. */
export function mount(changed) {
  onChange = changed;
  byId("import-folder").addEventListener("submit", event => {
    event.preventDefault();
    const path = byId("import-path");
    start(() => ask("/imports", { json: { folder: path.value.trim() } }), () => { path.value = ""; });
  });
  byId("import-file").addEventListener("change", event => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const form = new FormData();
    form.append("file", file, file.name);
    const label = event.target.nextElementSibling;
    start(() => send("/imports", form, part => { label.textContent = `Sending ${Math.round(part * 100)}%`; }), () => { })
      .finally(() => { label.textContent = "Choose a file"; });
  });
}

/** Shows all imports and follows those that run. */
export async function show() {
  running ??= new AbortController();
  const { signal } = running;
  try {
    const found = await patiently(() => ask("/imports", { signal }), signal);
    if (signal.aborted) return;
    for (const job of found.items.toReversed()) add(job);
    if (rows.size === 0) put(byId("import-list"), el("li", {}, emptyPlace("No imports yet", "What is imported shows here, with its progress and with every file that failed.")));
  } catch (problem) {
    if (!isCancelled(problem)) put(byId("import-problem"), problemNotice(problem, show));
  }
}

/** Stops following when another view is shown; the imports go on. */
export function hide() {
  running?.abort();
  running = null;
  rows.clear();
  put(byId("import-list"));
}

async function start(request, done) {
  put(byId("import-problem"));
  try {
    const job = await patiently(request);
    done();
    add(job);
  } catch (problem) {
    put(byId("import-problem"), problemNotice(problem));
  }
}

function add(job) {
  if (rows.has(job.id) || running === null) return;
  if (rows.size === 0) put(byId("import-list"));
  const row = importRow(job, () => cancel(job.id));
  rows.set(job.id, row);
  byId("import-list").prepend(row.element);
  if (row.isRunning()) watch(job.id, row, running.signal);
}

async function watch(id, row, signal) {
  const path = `/imports/${encodeURIComponent(id)}`;
  try {
    await follow(`${path}/events`, progress => {
      row.update(progress);
      return row.isRunning();
    }, signal);
  } catch (problem) {
    put(byId("import-problem"), problemNotice(problem, show));
  }
  refresh();
  onChange();
}

async function cancel(id) {
  try {
    await patiently(() => ask(`/imports/${encodeURIComponent(id)}`, { method: "DELETE" }));
  } catch (problem) {
    put(byId("import-problem"), problemNotice(problem, () => cancel(id)));
  }
}
