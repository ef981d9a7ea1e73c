// Asks until there is an answer: waits while the service is busy or warming up, and asks for a key where one is needed.
import * as access from "./access.js";
import { banner } from "./notice.js";
import { untilReady } from "./ready.js";

const Tries = 6;

/** Runs a request again as long as waiting helps; says in the banner what it waits for. */
export async function patiently(request, signal) {
  for (let tries = 1; ; tries++) {
    const key = access.key();
    try {
      return await request();
    } catch (problem) {
      if (tries >= Tries || signal?.aborted || !(await overcome(problem, key, signal))) throw problem;
    }
  }
}

async function overcome(problem, key, signal) {
  switch (problem.kind) {
    case "key":
      return problem.status === 401 && access.askForKey(key);
    case "busy":
      return countDown(problem.retryAfter, signal);
    case "warming":
    case "network":
      return untilReady(signal);
    default:
      return false;
  }
}

async function countDown(seconds, signal) {
  try {
    for (let left = Math.ceil(seconds); left > 0 && !signal?.aborted; left--) {
      banner(`The service is busy. Asking again in ${left} s.`);
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
  } finally {
    banner(null);
  }
  return !signal?.aborted;
}
