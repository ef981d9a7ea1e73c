// SGR's reasoning: how much each word listens to each other one, step by step.
import { el, put } from "./dom.js";
import { segments } from "./modules.js";
import { percent } from "./numbers.js";
import { shownAs } from "./spoken.js";

/** The reasoning, folded away until it is wanted. */
export function edgesPart({ edges, words }) {
  const names = ["whole", ...words.map(shownAs)];
  const place = el("div", { class: "edges-scroll", tabindex: "0", role: "region", "aria-label": "Edges of the graph" });
  const showStep = step => put(place, matrix(edges[step], names));
  const steps = Object.fromEntries(edges.map((_, i) => [i, `Step ${i + 1}`]));
  showStep(0);
  return el("section", { class: "part" }, el("details", {},
    el("summary", {}, "How SGR reasoned"),
    el("p", {}, "A row shows whom a word listens to; a row sums to 100%. “whole” is the sentence against the whole picture: its last state is what SGR scores."),
    edges.length > 1 && el("fieldset", { class: "segmented edges-bar", onchange: event => showStep(Number(event.target.value)) },
      el("legend", { class: "visually-hidden" }, "Step of the reasoning"), segments("step", steps, "0")),
    place));
}

function matrix(rows, names) {
  const most = Math.max(...rows.flat());
  return el("table", { class: "edges" },
    el("thead", {}, el("tr", {}, el("td", {}), names.map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rows.map((row, i) => el("tr", {}, el("th", { scope: "row" }, names[i]),
      row.map((weight, j) => el("td", { "--part": (weight / most).toFixed(3), title: `${names[i]} listens to ${names[j]}: ${percent(weight)}` },
        el("span", { class: "visually-hidden" }, percent(weight))))))));
}
