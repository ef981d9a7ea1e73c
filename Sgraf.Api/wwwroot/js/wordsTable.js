// Every word with its weight and with what the score loses without it, mean and each network.
import { el, meter } from "./dom.js";
import { change, score } from "./numbers.js";
import { shownAs } from "./spoken.js";

/** The table; "mark" shows which word is chosen. */
export function wordsTable(words, onChoose) {
  const most = Math.max(...words.map(word => Math.abs(word.support ?? 0)), 0.02);
  const heaviest = Math.max(...words.map(word => word.weight ?? 0), 1e-9);
  const rows = words.map((word, i) => el("tr", { onmouseenter: () => onChoose(i), onmouseleave: () => onChoose(null) },
    el("td", { class: word.special ? "edge" : "" }, shownAs(word)),
    el("td", {}, el("div", { class: "measure" }, meter((word.weight ?? 0) / heaviest, "tone-saf"), score(word.weight))),
    el("td", {}, el("div", { class: "measure" }, swing(word.support, most), change(word.support))),
    el("td", { class: "module" }, score(word.withoutWord?.sgr)),
    el("td", { class: "module" }, score(word.withoutWord?.saf))));
  const element = el("table", { class: "words-table" },
    el("thead", {}, el("tr", {}, ["Word", "Weight", "Drop"].map(name => el("th", { scope: "col" }, name)),
      ["SGR without", "SAF without"].map(name => el("th", { scope: "col", class: "module" }, name)))),
    el("tbody", {}, rows));
  return { element, mark: place => rows.forEach((row, i) => row.classList.toggle("chosen", i === place)) };
}

function swing(support = 0, most) {
  const part = Math.min(1, Math.abs(support) / most) * 50;
  return el("div", {
    class: `swing ${support < 0 ? "against" : ""}`, "aria-hidden": "true",
    "--from": `${support < 0 ? 50 - part : 50}%`, "--part": `${part}%`,
  }, el("span", {}));
}
