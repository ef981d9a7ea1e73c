// The words in plain sentences: which ones the picture supports, which it speaks against, which it has nothing to say about.
import { el } from "./dom.js";
import { supports } from "./support.js";

/** What the words found in the picture. */
export function findings(words) {
  const kinds = supports(words).map(support => support.kind);
  const strongestFirst = found => found.sort((one, other) => Math.abs(other.support) - Math.abs(one.support));
  const known = kind => words.filter((word, i) => kinds[i] === kind && !word.special && word.known !== false);
  return el("div", {},
    line("Supported: ", strongestFirst(known("supported"))),
    line("Found no support, and the score is lower for it: ", strongestFirst(known("against"))),
    line("Make little difference: ", known("silent")),
    line("Not in the vocabulary, so read as an unknown word: ", words.filter(word => word.known === false)));
}

function line(text, words) {
  if (words.length === 0) return null;
  const quoted = new Set(words.map(word => word.word));
  return el("p", { class: "finding" }, text, [...quoted].flatMap((word, i) => [i ? ", " : "", el("q", {}, word)]));
}
