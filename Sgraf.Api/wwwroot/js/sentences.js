// Sentences that a search found for a picture, as rows.
import { el, meter } from "./dom.js";
import { score } from "./numbers.js";
import { href } from "./route.js";

const Skeletons = 8;

/** The hits in the order of their rank; each opens its detail. */
export function rows(answer, params) {
  return el("ol", { class: "sentences", "aria-label": "Sentences, best first" }, answer.hits.map((hit, i) => el("li", {},
    el("a", { href: href("search", { ...params, ...answer.pairs[i] }) },
      el("span", { class: "place" }, String(hit.rank)),
      el("span", { class: "sentence" }, hit.text),
      meter(hit.score),
      el("span", { class: "score" }, score(hit.score))))));
}

/** What stands there while the search runs. */
export function rowSkeletons() {
  return el("div", { class: "sentences", "aria-hidden": "true" },
    Array.from({ length: Skeletons }, () => el("div", { class: "skeleton row-line" })));
}
