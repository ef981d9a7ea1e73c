// Server-sent events over fetch: unlike EventSource it can send a key, and it goes on after the last event it saw.
import * as access from "./access.js";
import { isCancelled, reach } from "./api.js";

const Pause = 1500;

/** The data of each event until the signal or the listener, by returning false, ends it. */
export async function follow(path, onEvent, signal) {
  let last = null;
  while (!signal.aborted) {
    try {
      const response = await reach(path, { headers: { ...access.headers(), Accept: "text/event-stream", ...(last && { "Last-Event-ID": last }) }, signal });
      for await (const event of events(response.body)) {
        last = event.id ?? last;
        if (event.data && onEvent(JSON.parse(event.data)) === false) return;
      }
    } catch (problem) {
      if (isCancelled(problem)) return;
      if (problem.status >= 400 && problem.status < 500 && problem.kind !== "busy") throw problem;
    }
    await new Promise(resolve => setTimeout(resolve, Pause));
  }
}

async function* events(stream) {
  let text = "";
  for await (const part of pieces(stream.pipeThrough(new TextDecoderStream()))) {
    text += part.replaceAll("\r\n", "\n");
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      yield parse(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

async function* pieces(stream) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    reader.cancel().catch(() => { });
  }
}

function parse(block) {
  const event = {};
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "data") event.data = event.data === undefined ? value : `${event.data}\n${value}`;
    else if (field) event[field] = value;
  }
  return event;
}
