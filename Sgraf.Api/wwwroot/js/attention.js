// Whose attention is shown: each network has its own.
import { el } from "./dom.js";
import { segments } from "./modules.js";

/** The choice, and the attention of a word as chosen: a weight for each region. */
export function attentionChoice(found, onChange) {
  const has = module => found.words.some(word => word.attention?.[module]?.length > 0);
  const both = has("sgr") && has("saf");
  let chosen = both ? "both" : has("sgr") ? "sgr" : "saf";
  const element = both && el("fieldset", {
    class: "segmented",
    onchange: event => {
      chosen = event.target.value;
      onChange();
    },
  }, el("legend", { class: "visually-hidden" }, "Attention of"), segments("attention", { both: "Both", sgr: "SGR", saf: "SAF" }, "both"));
  return { element, of: word => weights(word, chosen) };
}

function weights({ attention }, chosen) {
  if (chosen !== "both") return attention[chosen];
  return attention.sgr.map((weight, i) => (weight + attention.saf[i]) / 2);
}
