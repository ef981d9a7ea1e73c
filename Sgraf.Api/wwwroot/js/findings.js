// The words in plain sentences: which ones the picture supports, which it speaks against, which it has nothing to say about.
import { el } from "./dom.js";
import { isAgainst, isSilent, isSupported } from "./support.js";

/** What the words found in the picture. */
export function findings(words) {
  const known = words.filter(word => word.known !== false);
  return el("div", {},
    line("Supported: ", known.filter(isSupported)),
    line("Found no support, and the score is lower for it: ", known.filter(isAgainst)),
    line("Make no difference: ", known.filter(isSilent)),
    line("Not in the vocabulary, so read as an unknown word: ", words.filter(word => word.known === false)));
}

function line(text, words) {
  if (words.length === 0) return null;
  const quoted = [...words].sort((one, other) => Math.abs(other.support) - Math.abs(one.support)).map(word => word.word);
  return el("p", { class: "finding" }, text, [...new Set(quoted)].flatMap((word, i) => [i ? ", " : "", el("q", {}, word)]));
}
