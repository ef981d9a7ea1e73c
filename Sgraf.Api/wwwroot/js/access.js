// The API key, where the service wants one. It stays in this tab and is gone with it.
import { byId, el, put } from "./dom.js";

const Name = "sgraf-api-key";
let asking = null;

/** The key that requests carry now; null where there is none. */
export const key = () => sessionStorage.getItem(Name);

/** The header that carries the key, if there is one. */
export const headers = () => isNeeded() ? { "X-Api-Key": key() } : {};

/** Whether pictures must be fetched with a header, which an img element cannot send. */
export const isNeeded = () => key() !== null;

/** Forgets the key. */
export function forget() {
  sessionStorage.removeItem(Name);
  show();
}

/**
 * Asks the reader for a key; true when there is another one than the refused. Requests that fail together ask once, and the late
 * refusal of a key that was replaced meanwhile asks nothing.
 */
export async function askForKey(refused) {
  if (key() !== refused) return true;
  asking ??= open().finally(() => { asking = null; });
  return asking;
}

/** Shows or hides what belongs to a key. */
export function show() {
  byId("forget-key").hidden = !isNeeded();
}

function open() {
  const dialog = byId("ask");
  const wasRefused = isNeeded();
  const input = el("input", { class: "field", id: "api-key", type: "password", autocomplete: "off", required: true, pattern: ".*\\S.*", title: "A key", "aria-describedby": "ask-text" });
  // Kept when the form is sent: the dialog's event of closing comes later, after a request that would still carry the old key.
  const keep = () => {
    sessionStorage.setItem(Name, input.value.trim());
    show();
  };
  put(dialog, el("form", { method: "dialog", onsubmit: keep },
    el("h2", { id: "ask-title" }, wasRefused ? "That key was refused" : "An API key is needed"),
    el("p", { id: "ask-text" }, "Ask whoever runs this service for a key. It is kept in this tab only, until you close it."),
    el("label", { class: "label", for: "api-key" }, "API key"), input,
    el("div", { class: "actions" },
      el("button", { class: "button", type: "button", onclick: () => dialog.close("cancel") }, "Cancel"),
      el("button", { class: "button primary", value: "use" }, "Use this key"))));
  dialog.returnValue = "";
  dialog.showModal();
  input.focus();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "use"), { once: true }));
}
