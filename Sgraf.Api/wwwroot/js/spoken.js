// The sentence, each word a button: one stop of the Tab key, arrows go from word to word. A click keeps a word chosen until the
// next one; a finger has no other way to let go of it than to touch something else, of which the event "leave" tells.
import { el } from "./dom.js";
import { supports } from "./support.js";

/** The sentence; "mark" shows which word is chosen. */
export function spoken(words, onChoose) {
  let pinned = null;
  const given = supports(words);
  const buttons = words.map((word, i) => el("button", {
    type: "button",
    class: `word ${word.special ? "edge" : ""} ${word.known === false ? "unknown" : ""} ${given[i].kind}`,
    tabindex: i === firstWord(words) ? "0" : "-1",
    "aria-pressed": "false",
    title: word.known === false ? "Not in the vocabulary" : null,
    "--strength": given[i].strength.toFixed(3),
    onmouseenter: () => onChoose(i),
    onfocus: () => onChoose(i),
    onclick: () => {
      pinned = pinned === i ? null : i;
      onChoose(pinned ?? i);
    },
  }, shownAs(word)));
  const element = el("div", {
    class: "spoken", role: "toolbar", "aria-label": "The words of the sentence",
    onmouseleave: () => onChoose(pinned ?? focused()),
    onleave: () => onChoose(pinned = null),
    onfocusout: event => element.contains(event.relatedTarget) || onChoose(pinned),
    onkeydown: event => step(event, buttons),
  }, buttons);

  function focused() {
    const place = buttons.indexOf(document.activeElement);
    return place < 0 ? null : place;
  }

  function mark(place) {
    for (const [i, button] of buttons.entries()) button.setAttribute("aria-pressed", String(i === place));
  }

  return { element, mark };
}

/** A word as it is written on the page; the marks of the ends stand for the whole sentence. */
export const shownAs = word => word.special ? (word.word === "<start>" ? "start" : "end") : word.word;

const firstWord = words => Math.max(0, words.findIndex(word => !word.special));

function step(event, buttons) {
  const place = buttons.indexOf(document.activeElement);
  const next = { ArrowRight: place + 1, ArrowDown: place + 1, ArrowLeft: place - 1, ArrowUp: place - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next === undefined || place < 0) return;
  event.preventDefault();
  const target = buttons[(next + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  target.focus();
}
