// A picture and a sentence: where each word looked, what it gave, and what each network says.
import { attentionChoice } from "./attention.js";
import { el, meter } from "./dom.js";
import { edgesPart } from "./edges.js";
import { findings } from "./findings.js";
import { score } from "./numbers.js";
import { stage } from "./regions.js";
import { href } from "./route.js";
import { spoken } from "./spoken.js";
import { tryForm } from "./tryForm.js";
import { readout } from "./readout.js";
import { wordsTable } from "./wordsTable.js";

const Modules = { sgr: "SGR", saf: "SAF" };

/** The two sides of the detail. A word that is chosen on one side shows on the other. */
export function pair({ found, source, text, id, onTry }) {
  const scene = stage({ source, alt: `The picture that “${text}” is compared with`, ...found });
  const said = readout();
  const attention = attentionChoice(found, () => choose(chosen));
  let chosen = null;
  const sentence = spoken(found.words, choose);
  const table = wordsTable(found.words, choose);

  function choose(place) {
    chosen = place;
    const word = found.words[place];
    const weights = word ? attention.of(word) : null;
    scene.light(weights);
    sentence.mark(place);
    table.mark(place);
    said.show(word, weights, found.regions);
  }

  return [
    el("div", { class: "seen" }, scene.element, attention.element, said.element),
    el("div", { class: "said" },
      sentence.element,
      el("p", { class: "key-line" }, "The line under a word is what the word adds to the score; red lines take away. Choose a word to see where it looked."),
      scores(found),
      findings(found.words),
      section("Words", `Weight: ${weightOf(found)}. Drop: how much lower the score is without the word.`, table.element),
      found.edges?.length > 0 && edgesPart(found),
      section("Try another sentence", "Change a word and see what the picture has to say about it.", tryForm(text, onTry), finder(id))),
  ];
}

const weightOf = found => found.saf != null ? "how much SAF lets the word count" : "how much SGR's last step listens to the word";

function scores(found) {
  const parts = Object.entries(Modules).filter(([module]) => found[module] != null);
  const one = (name, value, tone) => el("div", {}, el("dt", {}, name), el("dd", {}, score(value)), meter(value, tone));
  return el("dl", { class: "scores" },
    parts.length > 1 && one("Mean", found.score, ""),
    parts.map(([module, name]) => one(name, found[module], `tone-${module}`)));
}

function section(title, text, ...content) {
  return el("section", { class: "part" }, el("h3", {}, title), el("p", {}, text), content);
}

function finder(id) {
  return id && el("a", { class: "quiet-link below", href: href("search", { id }) }, "Find sentences for this picture");
}
