// Pictures that a search found, as cards.
import { el, meter } from "./dom.js";
import { score } from "./numbers.js";
import { thumbnail } from "./pictures.js";
import { href } from "./route.js";

const Skeletons = 12;

/** The hits in the order of their rank; each opens its detail. */
export function cards(answer, params) {
  return el("ol", { class: "grid", "aria-label": "Pictures, best first" }, answer.hits.map(hit => card(hit, params)));
}

/** What stands there while the search runs. */
export function cardSkeletons() {
  return el("div", { class: "grid", "aria-hidden": "true" }, Array.from({ length: Skeletons }, () =>
    el("div", { class: "card" }, el("div", { class: "thumb skeleton" }), el("div", { class: "score-line" }, el("div", { class: "skeleton line" })))));
}

function card(hit, params) {
  const caption = hit.captions?.[0];
  return el("li", { class: "card" },
    el("a", { href: href("search", { ...params, d: hit.id, t: null }) },
      el("span", { class: "visually-hidden" }, "Rank "), el("span", { class: "rank" }, String(hit.rank)),
      thumbnail(hit.thumbnail, ""),
      el("div", { class: "score-line" }, el("span", { class: "score" }, score(hit.score)), meter(hit.score)),
      caption && el("span", { class: "says" }, caption)));
}
