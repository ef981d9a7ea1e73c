// A picture of the gallery by itself: its regions, its captions, and what is known about it.
import { el } from "./dom.js";
import { many } from "./numbers.js";
import { stage } from "./regions.js";
import { current, href } from "./route.js";
import { tryForm } from "./tryForm.js";

/** The two sides of the detail. */
export function pictureCard({ item, regions, onTry }) {
  const scene = stage({ source: item.picture, alt: item.captions?.[0] ?? item.name, width: item.width, height: item.height, regions });
  return [
    el("div", { class: "seen" }, scene.element,
      el("div", { class: "seen-bar" },
        el("span", { class: "label" }, many(regions.length, "region", "regions")),
        el("a", { class: "quiet-link", href: href("search", { id: item.id }) }, "Find sentences for this picture"))),
    el("div", { class: "said" },
      el("h3", {}, "Compare with a sentence"),
      el("p", { class: "hint" }, "Every word then shows where it looked and what it gave."),
      tryForm("", onTry),
      item.captions?.length > 0 && el("section", { class: "part" }, el("h3", {}, "Captions"),
        el("ul", { class: "captions-list" }, item.captions.map(caption => el("li", {}, captionLink(caption))))),
      el("section", { class: "part" }, el("h3", {}, "About this picture"), facts(item))),
  ];
}

function captionLink(caption) {
  const { view, params } = current();
  return el("a", { "data-within": true, href: href(view, { ...params, t: caption }) }, caption);
}

function facts(item) {
  const known = {
    Name: item.name,
    Size: `${item.width} × ${item.height} pixels`,
    Added: item.added && new Date(item.added).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" }),
    Id: item.id,
    ...item.metadata,
    Index: item.stale && "Made by another model; it is left out of searches until it is indexed again.",
  };
  return el("dl", { class: "facts" }, Object.entries(known).filter(([, value]) => value != null && value !== false)
    .flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, typeof value === "object" ? JSON.stringify(value) : String(value))]));
}
