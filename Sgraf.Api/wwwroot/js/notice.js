// Says what happened: a banner for what passes by itself, a notice in place for what does not, a question before what cannot be undone.
import { byId, el, icon, put } from "./dom.js";

/** Shows a line across the page, or takes it away with null. */
export function banner(text) {
  const element = byId("banner");
  if (element.textContent === (text ?? "")) return;
  element.textContent = text ?? "";
  element.hidden = !text;
}

/** A problem with what to do about it; with a button to try again where one is given. */
export function problemNotice(problem, retry) {
  return el("div", { class: "notice bad", role: "alert" },
    icon(problem.kind === "key" ? "key" : "warning"),
    el("h3", {}, problem.title ?? "The page failed"),
    el("p", {}, problem.detail ?? String(problem.message ?? problem)),
    problem.traceId && el("p", { class: "trace" }, `Trace ${problem.traceId}`),
    retry && el("div", { class: "actions" }, el("button", { class: "button small", type: "button", onclick: retry }, "Try again")));
}

/** A place with nothing in it yet, and the way on. */
export function emptyPlace(title, text, action) {
  return el("div", { class: "empty" }, el("h2", {}, title), el("p", {}, text), action);
}

/** What there is to know about an answer. */
export const notes = list => (list ?? []).map(note => el("p", { class: "note" }, note));

/** Asks before something is done; true when the reader agrees. */
export function confirmed(title, text, verb) {
  const dialog = byId("ask");
  put(dialog, el("form", { method: "dialog" },
    el("h2", { id: "ask-title" }, title),
    el("p", {}, text),
    el("div", { class: "actions" },
      el("button", { class: "button", value: "no", autofocus: true }, "Cancel"),
      el("button", { class: "button danger", value: "yes" }, verb))));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}
