// All pictures of the gallery, page by page.
import { ask } from "./api.js";
import { byId, el, icon, put } from "./dom.js";
import { confirmed, emptyPlace, problemNotice } from "./notice.js";
import { many } from "./numbers.js";
import { patiently } from "./patience.js";
import { thumbnail } from "./pictures.js";
import { href } from "./route.js";
import { refresh } from "./suggest.js";

const PageSize = 48;
const Skeletons = 12;
let next = null;
let total = 0;
let isCurrent = false;
let running = 0;

/** Connects the button for more. */
export function mount() {
  byId("gallery-more-button").addEventListener("click", () => more());
}

/** Shows the gallery; it stays as it was until something changes it. */
export function show() {
  if (isCurrent) return;
  isCurrent = true;
  put(byId("gallery-list"), Array.from({ length: Skeletons }, () => el("li", { class: "card", "aria-hidden": "true" }, el("div", { class: "thumb skeleton" }))));
  more(true);
}

/** Loads it anew the next time it is shown. */
export function changed() {
  isCurrent = false;
}

async function more(isFirst = false) {
  const mine = ++running;
  put(byId("gallery-problem"));
  try {
    const after = isFirst ? "" : `&after=${encodeURIComponent(next)}`;
    const page = await patiently(() => ask(`/images?limit=${PageSize}${after}`));
    if (mine !== running) return;
    if (isFirst) put(byId("gallery-list"));
    ({ next, total } = page);
    byId("gallery-list").append(...page.items.map(card));
  } catch (problem) {
    isCurrent = false;
    if (isFirst) put(byId("gallery-list"));
    put(byId("gallery-problem"), problemNotice(problem, isFirst ? show : () => more()));
    return;
  }
  count();
}

function count() {
  byId("gallery-more").hidden = next === null;
  byId("gallery-count").textContent = total === 0 ? "" : `${many(total, "picture", "pictures")}, kept on this server.`;
  put(byId("gallery-problem"), total === 0 && emptyPlace("No pictures yet", "Add some, and find them again by what they show.",
    el("a", { class: "button primary", href: "#/add" }, "Add pictures")));
}

function card(item) {
  const element = el("li", { class: "card" },
    el("a", { href: href("gallery", { d: item.id }) },
      thumbnail(item.thumbnail, ""),
      el("div", { class: "name" }, el("span", {}, item.name), el("span", {}, many(item.captions?.length ?? 0, "caption", "captions"))),
      item.captions?.[0] && el("span", { class: "says" }, item.captions[0])),
    item.stale && el("span", { class: "stale" }, "Indexed anew soon"),
    el("button", { class: "icon-button remove", type: "button", "aria-label": `Delete ${item.name}`, title: "Delete", onclick: () => remove(item, element) }, icon("remove")));
  return element;
}

async function remove(item, element) {
  if (!await confirmed("Delete this picture?", `${item.name} and its captions are removed from the gallery. This cannot be undone.`, "Delete")) return;
  try {
    await patiently(() => ask(`/images/${encodeURIComponent(item.id)}`, { method: "DELETE" }));
  } catch (problem) {
    if (problem.kind !== "missing") return put(byId("gallery-problem"), problemNotice(problem, () => remove(item, element)));
  }
  const neighbour = element.nextElementSibling ?? element.previousElementSibling;
  element.remove();
  total--;
  refresh();
  count();
  (neighbour?.querySelector("a") ?? byId("main")).focus();
}
