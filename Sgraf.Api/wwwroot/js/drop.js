// Dropped and pasted pictures: they go to the search, or on the page for adding to the gallery.
import { addFiles } from "./add.js";
import { byId } from "./dom.js";
import { current, go } from "./route.js";
import { searchByPicture } from "./search.js";

/** Connects the whole page, so that a picture that misses a zone does not replace it. */
export function mount() {
  let depth = 0;
  const veil = isShown => {
    byId("drop-veil").hidden = !isShown;
    byId("drop-veil-text").textContent = isAdding() ? "Drop to add to the gallery" : "Drop a picture to find its sentences";
  };
  const over = change => event => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth = Math.max(0, depth + change);
    veil(depth > 0);
  };
  addEventListener("dragenter", over(1));
  addEventListener("dragover", over(0));
  addEventListener("dragleave", over(-1));
  addEventListener("drop", event => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    take([...event.dataTransfer.files]);
  });
  addEventListener("paste", event => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length > 0) take(files);
  });
}

const isAdding = () => current().view === "add" || current().view === "gallery";

const hasFiles = transfer => transfer?.types.includes("Files") ?? false;

function take(files) {
  if (!isAdding() && files.length === 1) return searchByPicture(files[0]);
  if (current().view !== "add") go("add");
  addFiles(files);
}
