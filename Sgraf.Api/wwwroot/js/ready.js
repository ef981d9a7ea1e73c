// Knows whether the service can be reached and whether its model is warm.
import { reach } from "./api.js";
import { banner } from "./notice.js";

const Pause = 1000;
const listeners = [];
let watching = null;
let state = "unknown";

/** Calls the listener with "ready", "warming" or "lost" whenever that changes. */
export function onState(listener) {
  listeners.push(listener);
}

/** Waits until the service is ready, saying meanwhile what it waits for; false when the signal ended the wait. */
export async function untilReady(signal) {
  watching ??= watch().finally(() => { watching = null; });
  const cancelled = new Promise(resolve => signal?.addEventListener("abort", () => resolve(false), { once: true }));
  return Promise.race([watching, cancelled]);
}

async function watch() {
  try {
    for (; ;) {
      const problem = await look();
      tell(problem === null ? "ready" : problem.kind === "network" ? "lost" : "warming");
      if (problem === null) return true;
      banner(`${problem.title}. ${problem.detail}`);
      await new Promise(resolve => setTimeout(resolve, Pause));
    }
  } finally {
    banner(null);
  }
}

async function look() {
  try {
    await reach("/health/ready");
    return null;
  } catch (problem) {
    return problem;
  }
}

function tell(found) {
  if (found === state) return;
  state = found;
  for (const listener of listeners) listener(state);
}
