// Shows what a search found: how much, how fast, what to know about it, and the hits.
import { byId, el, put } from "./dom.js";
import { cards, cardSkeletons } from "./hits.js";
import { show as showModule } from "./modules.js";
import { emptyPlace, notes } from "./notice.js";
import { count, many, time } from "./numbers.js";
import { rows, rowSkeletons } from "./sentences.js";

/** Shows that an answer is on its way: what stands there stays until it comes, else a skeleton does. */
export function showBusy(params, isNew) {
  byId("search-form").classList.add("busy");
  showModule(params.module);
  const results = byId("results");
  const fits = results.dataset.kind === (params.q ? "pictures" : "sentences") && results.childElementCount > 0;
  if (fits && (!isNew || params.q)) return;
  delete results.dataset.kind;
  put(byId("search-notes"));
  put(byId("result-count"), "Searching");
  byId("result-bar").hidden = false;
  put(results, params.q ? cardSkeletons() : rowSkeletons());
}

/** Shows an answer. */
export function show(answer, params) {
  const results = byId("results");
  const isPictures = params.q !== undefined && params.q !== "";
  results.dataset.kind = isPictures ? "pictures" : "sentences";
  byId("result-bar").hidden = false;
  put(byId("result-count"), ...summary(answer, isPictures));
  put(byId("search-notes"), ...notes(answer.notes));
  put(results, answer.hits.length === 0 ? nothing(isPictures) : isPictures ? cards(answer, params) : rows(answer, params));
}

function summary(answer, isPictures) {
  const found = isPictures ? many(answer.hits.length, "picture", "pictures") : many(answer.hits.length, "sentence", "sentences");
  return [
    el("strong", {}, found), ` best of ${count(answer.searched)} in `,
    el("details", { class: "stages" }, el("summary", {}, time(answer.timings?.total ?? answer.waited)), ...stages(answer)),
  ];
}

function stages({ timings = {}, waited, shortlist }) {
  const parts = Object.entries(timings).filter(([name, value]) => name !== "total" && value > 0);
  return [
    ...parts.map(([name, value]) => el("span", {}, `${name} ${time(value)}`)),
    el("span", {}, `with the way here and back ${time(waited)}`),
    shortlist != null && el("span", {}, `shortlist ${shortlist}`),
  ].filter(Boolean);
}

function nothing(isPictures) {
  return isPictures
    ? emptyPlace("The gallery is empty", "There is no picture to find yet.", el("a", { class: "button primary", href: "#/add" }, "Add pictures"))
    : emptyPlace("No sentences are stored", "A picture is compared with the captions of the gallery, and there are none yet.",
      el("a", { class: "button primary", href: "#/add" }, "Add pictures with captions"));
}
