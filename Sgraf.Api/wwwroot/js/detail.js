// The detail over a view: one picture, and with a sentence the reasons for their score. Open while the address names it.
import { ask, isCancelled } from "./api.js";
import { byId, el, icon, put } from "./dom.js";
import { held } from "./held.js";
import { problemNotice } from "./notice.js";
import { pair } from "./pair.js";
import { patiently } from "./patience.js";
import { pictureCard } from "./pictureCard.js";
import { explain, fileOf } from "./query.js";
import { current, href, isInPage, parse, replace } from "./route.js";

// What a click leaves the chosen word lit on: the words themselves, and the choice of whose attention is shown.
const AboutWord = ".spoken, .words-table, .segmented";

let running = null;
let shown = null;
let cameByLink = false;

/** Connects the dialog: Escape, the button and a click beside it close it. */
export function mount() {
  const dialog = byId("detail");
  dialog.addEventListener("cancel", event => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener("click", event => event.target === dialog && close());
  dialog.addEventListener("click", event => changeInPlace(event));
  dialog.addEventListener("click", event => event.target.closest(AboutWord) || dialog.querySelector(".spoken")?.dispatchEvent(new Event("leave")));
  dialog.addEventListener("keydown", event => {
    const step = { PageUp: "prev", PageDown: "next" }[event.key];
    if (step) dialog.querySelector(`[rel=${step}]`)?.click();
  });
}

/** Opens, changes or closes the detail as the address says. */
export function show({ view, params }, around) {
  const dialog = byId("detail");
  const text = params.t ?? (view === "search" ? params.q : null) ?? "";
  const key = params.d ? JSON.stringify([view, params.d, text]) : null;
  if (key === shown) return;
  if (shown === null) cameByLink = isInPage();
  shown = key;
  running?.abort();
  if (key === null) dialog.close();
  else load(dialog, { view, params, text, around });
}

async function load(dialog, { view, params, text, around }) {
  const mine = running = new AbortController();
  const body = el("div", { class: "detail-body", "aria-busy": "true" }, el("div", { class: "seen" }, el("div", { class: "skeleton stage" })), el("div", { class: "said" },
    el("div", { class: "skeleton line tall" }), el("div", { class: "skeleton line" }), el("div", { class: "skeleton block" })));
  put(dialog, head(view, params, text, around), body);
  if (!dialog.open) dialog.showModal();
  byId("detail-title").focus();
  try {
    const parts = text ? await pairParts(params.d, text, mine.signal) : await pictureParts(view, params.d, mine.signal);
    if (mine.signal.aborted) return;
    put(body, ...parts);
  } catch (problem) {
    if (isCancelled(problem) || mine.signal.aborted) return;
    put(body, el("div", { class: "said" }, problemNotice(problem, () => load(dialog, { view, params, text, around }))));
  }
  body.removeAttribute("aria-busy");
}

async function pairParts(d, text, signal) {
  const found = await explain(d, text, signal);
  const source = held(fileOf(d))?.url ?? found.picture;
  return pair({ found, source, text, id: fileOf(d) ? null : d, onTry: tryAnother });
}

async function pictureParts(view, d, signal) {
  const path = `/images/${encodeURIComponent(d)}`;
  const [item, regions] = await patiently(() => Promise.all([ask(path, { signal }), ask(`${path}/regions`, { signal })]), signal);
  return pictureCard({ item, regions: regions.regions, onTry: tryAnother });
}

function tryAnother(text) {
  const { view, params } = current();
  replace(view, { ...params, t: text });
}

function head(view, params, text, around) {
  const step = (pair, rel, name, drawing) => pair && el("a", {
    class: "icon-button", rel, "data-within": true, "aria-label": name, title: name, href: href(view, { ...params, t: null, ...pair }),
  }, icon(drawing));
  return el("header", { class: "detail-head" },
    el("h2", { id: "detail-title", tabindex: "-1" }, around ? `Rank ${around.place + 1} of ${around.count}` : text ? "Picture and sentence" : "Picture"),
    step(around?.before, "prev", "Previous hit", "back"),
    step(around?.after, "next", "Next hit", "next"),
    el("button", { class: "icon-button", type: "button", "aria-label": "Close", title: "Close", onclick: close }, icon("close")));
}

// Opening the detail is one step of the history; what changes within it is none, so that going back always closes it.
function changeInPlace(event) {
  const link = event.target.closest("a[data-within]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { view, params } = parse(link.hash);
  replace(view, params);
}

function close() {
  const { view, params } = current();
  if (cameByLink) history.back();
  else replace(view, { ...params, d: null, t: null });
}
