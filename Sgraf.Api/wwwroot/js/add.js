// Adding pictures: a few at a time, each with its progress and its own fate.
import { send } from "./api.js";
import { byId, el, meter, put } from "./dom.js";
import { many, size } from "./numbers.js";
import { patiently } from "./patience.js";
import { thumbnail } from "./pictures.js";
import { href } from "./route.js";
import { refresh } from "./suggest.js";

const AtOnce = 2;
const Words = { added: "Added", exists: "Already there", failed: "Not added" };
const queue = [];
const fates = { added: 0, exists: 0, failed: 0 };
let busy = 0;
let onChange = () => { };

/** Connects the file button; the listener hears when pictures were added. */
export function mount(changed) {
  onChange = changed;
  byId("add-files").addEventListener("change", event => {
    addFiles([...event.target.files]);
    event.target.value = "";
  });
}

/** Adds these files one after the other. */
export function addFiles(files) {
  for (const file of files) queue.push({ file, row: row(file) });
  summary();
  while (busy < AtOnce && queue.length > 0) work();
}

async function work() {
  busy++;
  for (let next = queue.shift(); next; next = queue.shift()) {
    const result = await add(next);
    fates[result.status]++;
    next.row.finish(result);
    summary();
  }
  busy--;
  if (busy === 0) {
    refresh();
    onChange();
    summary();
  }
}

async function add({ file, row }) {
  const form = new FormData();
  form.append("files", file, file.name || "picture");
  try {
    const answer = await patiently(() => send("/images", form, row.sent));
    return answer.results[0];
  } catch (problem) {
    const error = problem.body?.errors?.[0] ?? problem;
    return { status: "failed", error };
  }
}

function row(file) {
  const url = URL.createObjectURL(file);
  const picture = thumbnail(url, "");
  picture.firstChild.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
  const state = el("span", { class: "state" }, "Waiting");
  const under = el("div", { class: "under" }, size(file.size));
  byId("add-list").prepend(el("li", { class: "row" }, picture, el("span", { class: "title" }, file.name || "Pasted picture"), state, under));
  return {
    sent: part => {
      state.textContent = part < 1 ? `Sending ${Math.round(part * 100)}%` : "Looking at it";
      put(under, meter(part, "tone-sgr"));
    },
    finish: ({ status, id, error }) => {
      state.textContent = Words[status];
      state.classList.add(status);
      under.classList.toggle("bad", status === "failed");
      put(under, ...status === "failed" ? [error?.detail ?? error?.title ?? "The service did not say why."] : links(id));
    },
  };
}

function links(id) {
  return [
    el("a", { class: "quiet-link", href: href("search", { id }) }, "Find sentences for it"),
    el("a", { class: "quiet-link", href: href("add", { d: id }) }, "Look at it"),
  ];
}

function summary() {
  const waiting = queue.length + busy;
  const said = [
    waiting > 0 && `${many(waiting, "picture", "pictures")} to go`,
    fates.added > 0 && `${fates.added} added`,
    fates.exists > 0 && `${fates.exists} already there`,
    fates.failed > 0 && `${fates.failed} not added`,
  ].filter(Boolean).join(", ");
  put(byId("add-summary"), el("span", {}, said), waiting === 0 && fates.added + fates.exists > 0 &&
    el("a", { class: "button primary small", href: "#/search" }, "Search them"));
}
