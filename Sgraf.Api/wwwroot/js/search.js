// The search: by sentence or by picture. What is shown follows from the address alone.
import { isCancelled } from "./api.js";
import { show as showAnswer, showBusy } from "./answer.js";
import { byId, el, put } from "./dom.js";
import { hold } from "./held.js";
import { mount as mountModules } from "./modules.js";
import { emptyPlace, problemNotice } from "./notice.js";
import { bySentence, byPicture } from "./query.js";
import { showQueryPicture } from "./queryPicture.js";
import { current, go, href, replace } from "./route.js";
import { suggest } from "./suggest.js";

const Pause = 350;
const FirstHits = 24;
const MostHits = 96;
let running = null;
let shown = null;
let top = FirstHits;
let answer = null;
let typing = 0;

/** Connects the search box, the picture button and the choice of module. */
export function mount() {
  const query = byId("query");
  query.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => replace("search", asked()), Pause);
  });
  byId("search-form").addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(typing);
    if (location.hash === href("search", asked())) run(asked(), FirstHits);      // asked for again, as after a failure
    else go("search", asked());
  });
  byId("query-picture").addEventListener("change", event => {
    if (event.target.files[0]) searchByPicture(event.target.files[0]);
    event.target.value = "";
  });
  byId("search-more-button").addEventListener("click", () => run(current().params, top * 2));
  mountModules(module => go("search", { ...current().params, module, d: null, t: null }));
}

/** Searches sentences for a file of the reader. */
export function searchByPicture(file) {
  go("search", { file: hold(file), module: current().params.module });
}

/** Shows the search of these parameters, unless it is shown already. */
export function show(params) {
  const key = JSON.stringify([params.q, params.id, params.file, params.module]);
  if (key === shown) return;
  shown = key;
  const query = byId("query");
  if (document.activeElement !== query || query.value.trim() !== (params.q ?? "")) query.value = params.q ?? "";
  run(params, FirstHits);
}

/** Stops what is on its way when another view is shown. */
export function hide() {
  clearTimeout(typing);
}

/** The pairs before and after one of the hits, for the detail. */
export function around({ d, t }) {
  const pairs = answer?.pairs ?? [];
  const place = pairs.findIndex(pair => pair.d === d && (pair.t ?? "") === (t ?? ""));
  return place < 0 ? null : { place, count: pairs.length, before: pairs[place - 1], after: pairs[place + 1] };
}

function asked() {
  const module = current().params.module;
  return { q: byId("query").value.trim(), module };
}

async function run(params, wanted) {
  running?.abort();
  const mine = running = new AbortController();
  top = Math.min(wanted, MostHits);
  const byWhat = params.q ? bySentence : params.id || params.file ? byPicture : null;
  byId("view-search").classList.toggle("active", byWhat !== null);
  suggest(byWhat === null);
  showQueryPicture(params);
  put(byId("search-problem"));
  if (!byWhat) return clear();
  showBusy(params, top === FirstHits);
  try {
    answer = await byWhat(params, top, mine.signal);
    if (mine.signal.aborted) return;
    showAnswer(answer, params);
    byId("search-more").hidden = answer.hits.length < top || top >= MostHits;
  } catch (problem) {
    if (isCancelled(problem) || mine.signal.aborted) return;
    clear();
    put(byId("search-problem"), problem.kind === "gone"
      ? emptyPlace(problem.title, problem.detail, el("a", { class: "button", href: "#/search" }, "Start again"))
      : problemNotice(problem, () => run(params, wanted)));
  }
  byId("search-form").classList.remove("busy");
}

function clear() {
  answer = null;
  byId("search-form").classList.remove("busy");
  byId("result-bar").hidden = true;
  byId("search-more").hidden = true;
  put(byId("results"));
  put(byId("search-notes"));
}
