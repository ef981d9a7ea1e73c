// The choice of what scores: both networks, or one of them.
import { byId, el, put } from "./dom.js";
import { onModel } from "./models.js";

const Names = { sgraf: "Both", sgr: "SGR", saf: "SAF" };

/** Connects the choice; it is there when the model has both networks. */
export function mount(onChoose) {
  const choice = byId("module-choice");
  choice.addEventListener("change", event => onChoose(event.target.value === "sgraf" ? null : event.target.value));
  onModel(model => {
    choice.hidden = !(model?.modules?.length > 1);
    put(choice, el("legend", { class: "visually-hidden" }, "Score by"), ...segments("module", Names, "sgraf"));
    show(choice.dataset.module);
  });
}

/** Shows which one is chosen. */
export function show(module) {
  const choice = byId("module-choice");
  choice.dataset.module = module ?? "";
  const input = choice.querySelector(`input[value="${CSS.escape(module || "sgraf")}"]`);
  if (input) input.checked = true;
}

/** Radio buttons in a row. */
export function segments(name, names, chosen) {
  return Object.entries(names).map(([value, text]) =>
    el("label", {}, el("input", { type: "radio", name, value, checked: value === chosen }), text));
}
