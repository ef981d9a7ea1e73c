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
      tell(await look());
      if (state === "ready") return true;
      banner(state === "lost"
        ? "The service does not answer. Check that it runs and that this computer is connected; the page goes on by itself."
        : "The model is warming up. What you asked for goes on by itself.");
      await new Promise(resolve => setTimeout(resolve, Pause));
    }
  } finally {
    banner(null);
  }
}

async function look() {
  try {
    await reach("/health/ready");
    return "ready";
  } catch (problem) {
    return problem.kind === "network" ? "lost" : "warming";
  }
}

function tell(found) {
  if (found === state) return;
  state = found;
  for (const listener of listeners) listener(state);
}
