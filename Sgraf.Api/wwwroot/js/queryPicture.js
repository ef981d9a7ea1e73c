// The picture that a search goes by.
import { byId, el, icon, put } from "./dom.js";
import { held } from "./held.js";
import { size } from "./numbers.js";
import { thumbnail } from "./pictures.js";

/** Shows the picture above its sentences, or nothing when the search goes by a sentence. */
export function showQueryPicture({ q, id, file }) {
  const card = byId("query-picture-card");
  const own = held(file);
  card.hidden = Boolean(q) || !(id || own);
  if (card.hidden) return put(card);
  const source = own ? own.url : `/images/${encodeURIComponent(id)}/thumbnail`;
  return put(card,
    thumbnail(source, "The picture that the sentences are ranked for"),
    el("div", {},
      el("h2", {}, "Sentences for this picture"),
      el("p", {}, own ? `${own.file.name || "Pasted picture"}, ${size(own.file.size)}. It is looked at, not stored.` : "From the gallery.")),
    el("a", { class: "icon-button", href: "#/search", "aria-label": "Leave this picture" }, icon("close")));
}
