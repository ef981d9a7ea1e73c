// The model that the service has loaded; asked for once.
import { ask } from "./api.js";
import { patiently } from "./patience.js";

const listeners = [];
let models = null;

/** Calls the listener with the first model as soon as it is known. */
export function onModel(listener) {
  if (models) listener(models[0]);
  listeners.push(listener);
}

/** All models of the service. */
export async function load() {
  if (models) return models;
  const found = await patiently(() => ask("/models"));
  models = found.models ?? [];
  for (const listener of listeners) listener(models[0]);
  return models;
}
