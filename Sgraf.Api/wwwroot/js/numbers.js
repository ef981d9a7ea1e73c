// How numbers are written on the page.

/** A score, or a weight: three decimals are what rankings differ by. */
export const score = value => value == null ? "–" : value.toFixed(3);

/** A change with its sign; the minus is the typographic one. */
export const change = value => value == null ? "–" : `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;

/** A part in 0..1 as a percentage. */
export const percent = part => `${Math.round(part * 100)}%`;

/** A count with its thousands set apart. */
export const count = value => value.toLocaleString("en");

/** A count with its noun. */
export const many = (value, one, several) => `${count(value)} ${value === 1 ? one : several}`;

/** A time in milliseconds, short. */
export const time = milliseconds => milliseconds < 10 ? `${milliseconds.toFixed(1)} ms`
  : milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

/** A size in bytes, short. */
export const size = bytes => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
