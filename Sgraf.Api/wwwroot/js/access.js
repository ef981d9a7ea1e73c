// The API key, where the service wants one. It stays in this tab and is gone with it.
import { byId, el, put } from "./dom.js";

const Name = "sgraf-api-key";
let asking = null;

/** The header that carries the key, if there is one. */
export function headers() {
  const key = sessionStorage.getItem(Name);
  return key ? { "X-Api-Key": key } : {};
}

/** Whether pictures must be fetched with a header, which an img element cannot send. */
export const isNeeded = () => sessionStorage.getItem(Name) !== null;

/** Forgets the key. */
export function forget() {
  sessionStorage.removeItem(Name);
  show();
}

/** Asks the reader for a key; true when one was given. Requests that fail together ask once. */
export function askForKey() {
  asking ??= open().finally(() => { asking = null; });
  return asking;
}

/** Shows or hides what belongs to a key. */
export function show() {
  byId("forget-key").hidden = !isNeeded();
}

function open() {
  const dialog = byId("ask");
  const refused = isNeeded();
  const input = el("input", { class: "field", id: "api-key", type: "password", autocomplete: "off", required: true, "aria-describedby": "ask-text" });
  put(dialog, el("form", { method: "dialog" },
    el("h2", { id: "ask-title" }, refused ? "That key was refused" : "An API key is needed"),
    el("p", { id: "ask-text" }, "Ask whoever runs this service for a key. It is kept in this tab only, until you close it."),
    el("label", { class: "label", for: "api-key" }, "API key"), input,
    el("div", { class: "actions" },
      el("button", { class: "button", type: "button", onclick: () => dialog.close("cancel") }, "Cancel"),
      el("button", { class: "button primary", value: "use" }, "Use this key"))));
  dialog.returnValue = "";
  dialog.showModal();
  input.focus();
  return new Promise(resolve => dialog.addEventListener("close", () => {
    const given = dialog.returnValue === "use" && input.value.trim() !== "";
    if (given) sessionStorage.setItem(Name, input.value.trim());
    show();
    resolve(given);
  }, { once: true }));
}
