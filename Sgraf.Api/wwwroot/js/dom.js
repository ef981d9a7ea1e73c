// Makes elements. Text is always set as text, so nothing that comes from a file or a user can become markup.
const Svg = "http://www.w3.org/2000/svg";

/** The element of the page with this id. */
export const byId = id => document.getElementById(id);

/**
 * An element. Attributes: "onclick" and the like take a listener, "--part" and the like a custom property,
 * true an empty attribute; false, null and undefined are left out. Children: elements, text, or nothing.
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(Svg, tag), attributes, children);
}

/** Puts these children in place of all that an element holds. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child != null && child !== false));
  return element;
}

/** A line drawing, hidden from screen readers: its button or text says what it means. */
export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: Icons[name] }));
}

/** A bar filled to a part in 0..1; the number stands beside it, so it is hidden from screen readers. */
export function meter(part, tone = "") {
  const filled = Math.max(0, Math.min(1, part || 0));
  return el("div", { class: `meter ${tone}`, "aria-hidden": "true" }, el("span", { "--part": filled.toFixed(4) }));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("--")) element.style.setProperty(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child != null && child !== false));
  return element;
}

const Icons = {
  close: "M6 6l12 12M18 6 6 18",
  back: "M14.5 6 8.5 12l6 6",
  next: "M9.5 6l6 6-6 6",
  remove: "M5 7h14M10 7V5h4v2M7 7l.8 12h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.2A8.3 8.3 0 0 1 9.8 4 8.3 8.3 0 1 0 20 14.2z",
  system: "M3.5 5h17v11h-17zM9 20h6M12 16v4",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1",
  wait: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  key: "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8M11 12l8-8M16 7l2.5 2.5",
};
