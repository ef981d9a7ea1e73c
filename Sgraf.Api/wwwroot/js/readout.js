// Says in words what the chosen word looked at and what it gave.
import { el, put } from "./dom.js";
import { change, percent, score } from "./numbers.js";
import { nameOf, strongest } from "./regions.js";
import { shownAs } from "./spoken.js";

/** The lines under the picture; read out when the word changes. */
export function readout() {
  const element = el("p", { class: "readout", role: "status" });
  const show = (word, weights, regions) => put(element, ...word ? said(word, weights, regions) : ["Choose a word to see where it looked: point at it, touch it, or go to it with Tab and the arrow keys."]);
  show(null);
  return { element, show };
}

function said(word, weights, regions) {
  const places = strongest(weights).map(i => `${nameOf(regions[i], i)} ${percent(weights[i])}`);
  const without = word.withoutWord ?? {};
  return [
    el("strong", {}, shownAs(word)),
    places.length > 0 ? ` looked at ${places.join(", ")}` : ` looked at all ${regions.length} regions alike`,
    `. Without it the score is ${score(without.score)} (${change(-word.support)})`,
    modules(without),
    word.known === false ? ". The vocabulary does not know it." : ".",
  ];
}

function modules({ sgr, saf }) {
  return sgr == null || saf == null ? "" : `: SGR ${score(sgr)}, SAF ${score(saf)}`;
}
