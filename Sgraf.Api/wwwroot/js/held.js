// The picture that the reader brought: it is not stored, so it lives as long as the page.
let file = null;
let url = null;
let count = 0;

/** Holds a picture in place of the one before; yields a name for the address. */
export function hold(picture) {
  if (url) URL.revokeObjectURL(url);
  file = picture;
  url = URL.createObjectURL(picture);
  return String(++count);
}

/** The held picture, if it is the one of this name. */
export const held = name => file && name === String(count) ? { file, url } : null;
