// Puts the page together: the address decides which view is shown and whether a detail is open.
import * as access from "./access.js";
import * as add from "./add.js";
import * as detail from "./detail.js";
import { byId } from "./dom.js";
import * as drop from "./drop.js";
import * as gallery from "./gallery.js";
import * as imports from "./imports.js";
import * as model from "./model.js";
import { load } from "./models.js";
import { untilReady } from "./ready.js";
import { follow } from "./route.js";
import * as search from "./search.js";
import * as theme from "./theme.js";

const views = { search, gallery, add: imports, model };
let shown = null;

function show(route) {
  const name = route.view in views ? route.view : "search";
  const view = views[name];
  if (name !== shown) change(name);
  view.show(route.params);
  detail.show({ ...route, view: name }, view.around?.(route.params));
}

function change(name) {
  if (shown) {
    views[shown].hide?.();
    scrollTo({ top: 0, behavior: "instant" });
  }
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== `view-${name}`;
  for (const tab of document.querySelectorAll(".tabs a"))
    if (tab.dataset.view === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  document.title = `${byId(`view-${name}`).dataset.title} · Sgraf`;
  shown = name;
}

byId("skip").addEventListener("click", event => {
  event.preventDefault();
  byId("main").focus();
});
byId("forget-key").addEventListener("click", () => access.forget());
theme.mount();
model.mount();
access.show();
search.mount();
gallery.mount();
detail.mount();
drop.mount();
add.mount(() => gallery.changed());
imports.mount(() => gallery.changed());
follow(show);
untilReady().then(load).catch(() => { });      // The view for the model says what is wrong.
