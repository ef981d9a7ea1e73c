// Speaks to the service: every request of the page goes through here.
import * as access from "./access.js";
import { Problem, problemFrom, problemOf, unreachable } from "./problems.js";

/** Asks once. Yields the JSON of the answer, or null where it has none; throws a Problem, or an AbortError when the signal says so. */
export async function ask(path, { method, json, form, signal } = {}) {
  const response = await reach(path, {
    method: method ?? (json || form ? "POST" : "GET"),
    headers: { ...access.headers(), ...(json && { "Content-Type": "application/json" }) },
    body: json ? JSON.stringify(json) : form,
    signal,
  });
  return response.status === 204 ? null : response.json();
}

/** The answer as it comes, for pictures and streams. */
export async function reach(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-cache", ...options });
  } catch (error) {
    throw error.name === "AbortError" ? error : unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Sends a form and tells the part sent, in 0..1: fetch cannot say how far an upload is. */
export function send(path, form, onSent, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(access.headers())) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", event => event.lengthComputable && onSent(event.loaded / event.total));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(new DOMException("Cancelled.", "AbortError")));
    request.addEventListener("load", () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body);
      else reject(problemFrom(request.status, body, request.getResponseHeader("Retry-After")));
    });
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

/** Whether an error only says that the reader wants something else by now. */
export const isCancelled = error => !(error instanceof Problem) && error?.name === "AbortError";

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
