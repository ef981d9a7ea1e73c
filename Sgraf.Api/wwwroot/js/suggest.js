// What the empty search offers: sentences and pictures from the gallery.
import { ask } from "./api.js";
import { byId, el, put } from "./dom.js";
import { count } from "./numbers.js";
import { patiently } from "./patience.js";
import { thumbnail } from "./pictures.js";
import { href } from "./route.js";

const Sample = 24;
const Examples = 4;
const ShortestExample = 18;
const LongestExample = 52;
let loaded = null;

/** Shows the suggestions or hides them. */
export async function suggest(isWanted) {
  byId("examples").hidden = byId("recent").hidden = true;
  if (!isWanted) return;
  try {
    loaded ??= patiently(() => ask(`/images?limit=${Sample}`));
    const { items, total } = await loaded;
    if (!byId("view-search").classList.contains("active")) fill(items, total);
  } catch {
    loaded = null;      // A search says what is wrong; suggestions only stay away.
  }
}

/** Asks anew the next time, because the gallery has changed. */
export function refresh() {
  loaded = null;
}

function fill(items, total) {
  const sentences = examples(items);
  byId("examples").hidden = sentences.length === 0;
  put(byId("example-list"), ...sentences.map(text => el("li", {}, el("a", { href: href("search", { q: text }) }, text))));
  byId("recent").hidden = items.length === 0;
  byId("recent-link").textContent = `See all ${count(total)}`;
  put(byId("recent-list"), ...items.map(item => el("li", {},
    el("a", { href: href("search", { d: item.id }), "aria-label": item.captions?.[0] ?? item.name }, thumbnail(item.thumbnail, "")))));
}

function examples(items) {
  const fit = items.map(item => (item.captions ?? []).find(text => text.length >= ShortestExample && text.length <= LongestExample));
  const found = [...new Set(fit.filter(Boolean).map(text => text.replace(/[.\s]+$/, "")))];
  const step = Math.max(1, Math.floor(found.length / Examples));
  return found.filter((_, i) => i % step === 0).slice(0, Examples);
}
