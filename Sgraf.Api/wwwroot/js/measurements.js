// Measured figures as tables; names such as "test.sgraf.t2i.r1" say where each belongs.
import { el } from "./dom.js";

const Directions = { t2i: "Pictures for a sentence", i2t: "Sentences for a picture" };
const Recalls = { r1: "R@1", r5: "R@5", r10: "R@10" };

/** Recalls in one table, a row for each direction and network; what has another name below it. */
export function measurements(metrics) {
  const rows = new Map();
  const others = [];
  for (const [name, value] of Object.entries(metrics)) {
    const parts = name.toLowerCase().split(/[._/]/);
    const direction = parts.find(part => part in Directions);
    const recall = parts.find(part => part in Recalls);
    if (!direction || !recall) others.push([name, value]);
    else row(rows, direction, parts.filter(part => part !== direction && part !== recall))[recall] = value;
  }
  if (rows.size + others.length === 0) return el("p", {}, "Nothing was recorded with this model.");
  return el("div", { class: "scroll" }, rows.size > 0 && table([...rows.values()]), others.length > 0 && list(others));
}

/** How often the right picture came first for a sentence, in percent, by the strongest network; null where it was not measured. */
export function firstHits(metrics) {
  const names = Object.keys(metrics).filter(name => /t2i[._/]r1$/i.test(name));
  const name = names.find(name => name.includes("sgraf")) ?? names[0];
  return name === undefined ? null : metrics[name];
}

function row(rows, direction, rest) {
  const key = `${direction} ${rest.join(" ")}`;
  if (!rows.has(key)) rows.set(key, { direction: Directions[direction], of: rest.join(" ") });
  return rows.get(key);
}

function table(rows) {
  return el("table", { class: "measured" },
    el("thead", {}, el("tr", {}, el("td", {}), Object.values(Recalls).map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, rows.map(row => el("tr", {},
      el("th", { scope: "row" }, row.direction, " ", el("span", { class: "label" }, row.of)),
      Object.keys(Recalls).map(recall => el("td", {}, row[recall] == null ? "–" : row[recall].toFixed(1)))))));
}

function list(others) {
  return el("dl", { class: "facts" }, others.flatMap(([name, value]) => [el("dt", {}, name.replace(/[._/]?rsum$/i, ": sum of the six recalls")), el("dd", {}, value.toFixed(1))]));
}
