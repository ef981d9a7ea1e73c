// What can go wrong with a request, in the words of the reader: what happened and what to do.

/** A request that failed. */
export class Problem extends Error {
  /** @param kind "network", "key", "busy", "large", "warming", "missing" or "other" */
  constructor(kind, title, detail, more = {}) {
    super(title);
    Object.assign(this, { kind, title, detail, status: 0, retryAfter: null, traceId: null, body: null }, more);
  }
}

/** The service could not be reached at all. */
export function unreachable() {
  return new Problem(
    "network", "The service does not answer",
    "Check that it still runs and that this computer is connected. The page looks for it and goes on by itself.");
}

/** The problem that an answer describes; services in between may answer without problem details. */
export async function problemOf(response) {
  let body = null;
  try {
    body = JSON.parse(await response.text());
  } catch {
    // Not JSON: the status has to do.
  }
  return problemFrom(response.status, body, response.headers.get("Retry-After"));
}

/** The problem of a status and a body that were read elsewhere. */
export function problemFrom(status, body, retryAfter) {
  const usual = Usual[status] ?? { kind: "other", title: `The service answered with ${status}`, detail: "Try again; if it stays so, look at the log of the service." };
  return new Problem(usual.kind, body?.title ?? usual.title, body?.detail ?? usual.detail, {
    status,
    retryAfter: Math.min(60, Math.max(1, Number(retryAfter) || 2)),
    traceId: status >= 500 ? body?.traceId ?? null : null,
    body,
  });
}

const Usual = {
  401: { kind: "key", title: "An API key is needed", detail: "Ask whoever runs this service for one." },
  403: { kind: "key", title: "This API key does not allow that", detail: "Use another key." },
  404: { kind: "missing", title: "Not found", detail: "It may have been deleted." },
  413: { kind: "large", title: "That is too large", detail: "Send a smaller file." },
  429: { kind: "busy", title: "The service is busy", detail: "Too many requests at once." },
  503: { kind: "warming", title: "The service is not ready", detail: "The model is still warming up." },
};
