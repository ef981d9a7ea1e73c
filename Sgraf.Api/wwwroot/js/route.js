// The address of what is shown: "#/search?q=a+red+ball&d=ID". Everything that a link should bring back is in it.
const listeners = [];
let steps = 0;

/** The view and the parameters that the address names; an address without a view means the search. */
export const current = () => parse(location.hash);

/** Whether the page itself led to what it shows, so that going back stays on it. */
export const isInPage = () => steps > 0;

/** The view and the parameters of a link. */
export function parse(hash) {
  const [view, query = ""] = hash.startsWith("#/") ? hash.slice(2).split("?") : ["search"];
  return { view: view || "search", params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view; parameters that are empty are left out. */
export function href(view, params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value != null && value !== ""));
  return `#/${view}${query.size ? `?${query}` : ""}`;
}

/** Goes there, as a step that the back button undoes. */
export function go(view, params) {
  location.hash = href(view, params);
}

/** Goes there without a step of its own, as while typing. */
export function replace(view, params) {
  history.replaceState(history.state, "", href(view, params));
  tell();
}

/** Calls the listener now and whenever the address changes. */
export function follow(listener) {
  listeners.push(listener);
  listener(current());
}

function tell() {
  const route = current();
  for (const listener of listeners) listener(route);
}

// A hash without a slash belongs to a link within the page.
addEventListener("hashchange", () => {
  if (location.hash !== "" && !location.hash.startsWith("#/")) return;
  steps++;
  tell();
});
