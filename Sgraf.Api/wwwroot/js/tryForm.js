// Another sentence for the same picture.
import { el } from "./dom.js";

/** The form, with the sentence to start from. */
export function tryForm(text, onTry) {
  const input = el("input", { id: "try", type: "text", value: text, maxlength: "1000", required: true, spellcheck: "false", autocomplete: "off" });
  return el("form", {
    class: "try",
    onsubmit: event => {
      event.preventDefault();
      onTry(input.value.trim());
    },
  }, el("label", { class: "visually-hidden", for: "try" }, "Sentence to compare with this picture"),
    el("div", { class: "joined" }, input, el("button", { class: "button", type: "submit" }, "Compare")));
}
