// The model: what it is, how well it was measured, what it does not know.
import { byId, el, put } from "./dom.js";
import { firstHits, measurements } from "./measurements.js";
import { load, onModel } from "./models.js";
import { problemNotice } from "./notice.js";
import { count, score } from "./numbers.js";
import { onState } from "./ready.js";

const States = { ready: "ready", warming: "warming up", lost: "not reached" };

/** Connects the line in the header: which model, and whether it is ready. */
export function mount() {
  let name = null;
  let state = null;
  const show = () => {
    byId("model-dot").className = `dot ${state ?? ""}`;
    byId("model-chip-text").textContent = name && state === "ready" ? name : States[state] ?? "Connecting";
    byId("model-chip").setAttribute("aria-label", `Model ${name ?? ""} ${States[state] ?? ""}`);
  };
  onState(found => { state = found; show(); });
  onModel(model => {
    name = model?.name ?? null;
    show();
    if (model) put(byId("model-line"), ...line(model));
  });
}

function line({ name, metrics, limits }) {
  const first = firstHits(metrics ?? {});
  return [
    `Ranked by the model ${name}. `,
    first !== null && `In its test the right picture came first for ${first.toFixed(0)}% of sentences. `,
    limits, " ", el("a", { href: "#/model" }, "More about the model"),
  ];
}

/** Shows every model of the service. */
export async function show() {
  put(byId("model-problem"));
  try {
    put(byId("model-list"), (await load()).map(panels));
  } catch (problem) {
    put(byId("model-problem"), problemNotice(problem, show));
  }
}

function panels(model) {
  return el("div", { class: "model" },
    el("section", { class: "panel" },
      el("p", { class: "label" }, "Loaded"), el("h2", { class: "model-name" }, model.name), selfTest(model.selfTest),
      model.limits && el("div", { class: "limits" }, el("h3", {}, "What it does not know"), el("p", {}, model.limits))),
    el("section", { class: "panel" }, el("h2", {}, "How well it was measured"),
      el("p", {}, "R@1 says how often the right one came first, R@5 and R@10 how often it was among the first five or ten, in percent."),
      measurements(model.metrics ?? {})),
    el("section", { class: "panel" }, el("h2", {}, "Where it comes from"), facts({
      ...model.provenance, metrics: null, notes: null, imported: model.provenance?.imported?.map(file => file.name).join(", "),
    })),
    el("section", { class: "panel" }, el("h2", {}, "What it is made of"), facts({
      Networks: model.modules?.map(module => module.toUpperCase()).join(" and "),
      Detector: model.detector,
      Device: model.device,
      Instructions: model.instructions,
      Regions: model.regionCount && `${model.regionCount} a picture`,
      Vocabulary: model.vocabulary && `${count(model.vocabulary)} words`,
      ...model.sizes, regionCount: null, vocabularySize: null,
      "Format version": model.formatVersion,
      Id: model.id,
    })));
}

function selfTest(test) {
  if (!test) return el("p", {}, "The self-test is still running.");
  if (test.expected == null) return el("p", {}, "No self-test is recorded with it, so nothing says whether this machine computes what it was measured with.");
  return el("p", {}, test.passed
    ? `The self-test passed: a known pair scores ${score(test.found)} here, as recorded.`
    : `The self-test failed: a known pair scores ${score(test.found)} instead of ${score(test.expected)}. Do not trust its scores.`);
}

function facts(values) {
  const known = Object.entries(values).filter(([, value]) => value != null && value !== "" && !(Array.isArray(value) && value.length === 0));
  return el("dl", { class: "facts" }, known.flatMap(([name, value]) => [el("dt", {}, wordsOf(name)), el("dd", {}, textOf(value))]));
}

const wordsOf = name => (name[0].toUpperCase() + name.slice(1)).replace(/([a-z])([A-Z])/g, (_, one, other) => `${one} ${other.toLowerCase()}`);

function textOf(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return count(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
