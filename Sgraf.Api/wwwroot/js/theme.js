// Light, dark, or as the system has it; the choice is remembered on this computer.
import { byId, icon, put } from "./dom.js";

const Name = "sgraf-theme";
const Order = ["system", "light", "dark"];
const Icons = { system: "system", light: "sun", dark: "moon" };
const Texts = { system: "Colours as the system has them", light: "Light colours", dark: "Dark colours" };

const chosen = () => Order.includes(localStorage.getItem(Name)) ? localStorage.getItem(Name) : "system";

function apply() {
  const theme = chosen();
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function label() {
  const button = byId("theme");
  put(button, icon(Icons[chosen()]));
  button.setAttribute("aria-label", `${Texts[chosen()]}; change`);
  button.title = Texts[chosen()];
}

/** Connects the button; the colours themselves are set when this module loads, before the page is drawn. */
export function mount() {
  label();
  byId("theme").addEventListener("click", () => {
    localStorage.setItem(Name, Order[(Order.indexOf(chosen()) + 1) % Order.length]);
    apply();
    label();
  });
}

apply();
