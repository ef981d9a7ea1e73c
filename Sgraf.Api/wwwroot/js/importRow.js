// One import: how far it is, what it added, and what failed.
import { ask } from "./api.js";
import { el, meter, put } from "./dom.js";
import { problemNotice } from "./notice.js";
import { count } from "./numbers.js";
import { patiently } from "./patience.js";

const Ended = ["completed", "cancelled", "failed"];
const States = { queued: "Waiting", running: "Running", completed: "Done", cancelled: "Cancelled", failed: "Failed" };

const Kinds = { archive: "Zip", lines: "List", demo: "Demo pictures", reindex: "Indexing for the new model" };

/** The row; "update" takes the latest progress. */
export function importRow(job, onCancel) {
  let now = job;
  const isRunning = () => !Ended.includes(now.state);
  const state = el("span", { class: "state" });
  const actions = el("div", { class: "actions" }, state, el("button", { class: "button small", type: "button", onclick: onCancel }, "Cancel"));
  const under = el("div", { class: "under" });
  const failures = el("div", { class: "under" });
  const element = el("li", { class: "row wide" }, el("span", { class: "title" }, [Kinds[job.kind], job.name].filter(Boolean).join(": ")), actions, under, failures);

  function update(progress) {
    now = { ...now, ...progress };
    state.textContent = States[now.state] ?? now.state;
    state.classList.toggle("failed", now.state === "failed");
    actions.lastChild.hidden = !isRunning();
    put(under, isRunning() && bar(now), el("span", {}, said(now, isRunning())));
    if (now.failed > 0 && !isRunning() && failures.childElementCount === 0) put(failures, errorList(now));
  }

  update(job);
  return { element, update, isRunning };
}

function bar({ done, total }) {
  const part = total > 0 ? done / total : 0;
  return el("div", { role: "progressbar", "aria-label": "Progress", "aria-valuemin": 0, "aria-valuemax": total ?? 0, "aria-valuenow": done ?? 0 }, meter(part, "tone-sgr"));
}

function said({ done = 0, total, added = 0, existing = 0, failed = 0, rate, remainingSeconds, error }, isRunning) {
  return [
    total ? `${count(done)} of ${count(total)}` : count(done),
    `${count(added)} added`,
    existing > 0 && `${count(existing)} already there`,
    failed > 0 && `${count(failed)} failed`,
    isRunning && rate > 0 && `${Math.round(rate)} a second`,
    isRunning && remainingSeconds > 0 && `about ${remaining(remainingSeconds)} left`,
    error?.detail,
  ].filter(Boolean).join(" · ");
}

const remaining = seconds => seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;

function errorList({ id, failed }) {
  const list = el("ul", {});
  return el("details", {
    ontoggle: async event => {
      if (!event.target.open || list.childElementCount > 0) return;
      try {
        const found = await patiently(() => ask(`/imports/${encodeURIComponent(id)}/errors`));
        put(list, found.items.map(item => el("li", {}, el("strong", {}, item.name), ": ", item.error?.detail ?? item.error?.title ?? String(item.error))),
          found.next != null && el("li", {}, `These are the first ${found.items.length}; the API lists all.`));
      } catch (problem) {
        put(list, el("li", {}, problemNotice(problem)));
      }
    },
  }, el("summary", {}, failed === 1 ? "What failed" : `What failed (${count(failed)})`), list);
}
