// Shows pictures of the service. With a key they are fetched with a header and shown from memory.
import * as access from "./access.js";
import { reach } from "./api.js";
import { el } from "./dom.js";

/** A picture; empty alternative text where the words beside it say the same. */
export function picture(source, alt = "", attributes = {}) {
  const image = el("img", { alt, decoding: "async", draggable: "false", ...attributes });
  image.addEventListener("load", () => image.classList.add("shown"));
  image.addEventListener("error", () => image.parentElement?.classList.add("lost"));
  load(image, source);
  return image;
}

/** A picture in a square that holds its place while it loads. */
export function thumbnail(source, alt) {
  return el("div", { class: "thumb" }, picture(source, alt));
}

async function load(image, source) {
  if (!access.isNeeded() || source.startsWith("blob:")) {
    image.src = source;
    return;
  }
  try {
    const response = await reach(source, { headers: access.headers() });
    const url = URL.createObjectURL(await response.blob());
    const release = () => URL.revokeObjectURL(url);
    image.addEventListener("load", release, { once: true });
    image.addEventListener("error", release, { once: true });
    image.src = url;
  } catch {
    image.dispatchEvent(new Event("error"));
  }
}
