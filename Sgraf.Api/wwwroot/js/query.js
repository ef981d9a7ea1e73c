// Asks the service: pictures for a sentence, sentences for a picture.
import { ask } from "./api.js";
import { held } from "./held.js";
import { patiently } from "./patience.js";
import { Problem } from "./problems.js";

/** Pictures for a sentence; each hit with the pair that its detail shows. */
export async function bySentence({ q, module }, top, signal) {
  const found = await timed("/search/text-to-image", () => ({ json: { text: q, top, ...(module && { module }) } }), signal);
  return { ...found, pairs: found.hits.map(hit => ({ d: hit.id })) };
}

/** Stored sentences for a picture of the gallery, or for one that the reader brought. */
export async function byPicture({ id, file, module }, top, signal) {
  const found = await timed("/search/image-to-text", () => body(id, file, top, module), signal);
  return { ...found, pairs: found.hits.map(hit => ({ d: id ?? `file-${file}`, t: hit.text })) };
}

/** Why a sentence and a picture belong together or not. */
export function explain(d, text, signal) {
  return patiently(() => ask("/explain", { ...pairBody(d, text), signal }), signal);
}

/** The name of a held picture in "file-1", else null. */
export const fileOf = d => d?.startsWith("file-") ? d.slice(5) : null;

function body(id, file, top, module) {
  if (id) return { json: { image: { id }, top, ...(module && { module }) } };
  return { form: form(file, { top, ...(module && { module }) }) };
}

function pairBody(d, text) {
  const file = fileOf(d);
  return file ? { form: form(file, { text }) } : { json: { image: { id: d }, text } };
}

function form(name, fields) {
  const picture = held(name);
  if (!picture)
    throw new Problem("gone", "The picture is no longer here", "A picture that you bring is not stored, so it is gone once the page is loaded anew. Choose it again.");
  const data = new FormData();
  data.set("image", picture.file, picture.file.name || "picture");
  for (const [field, value] of Object.entries(fields)) data.set(field, value);
  return data;
}

// The answer with the time that the reader waited for it; what was waited for a busy service is not counted.
function timed(path, request, signal) {
  return patiently(async () => {
    const started = performance.now();
    const found = await ask(path, { ...request(), signal });
    return { ...found, waited: performance.now() - started };
  }, signal);
}
