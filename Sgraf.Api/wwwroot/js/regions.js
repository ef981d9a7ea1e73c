// A picture with its regions, which light up in proportion to a word's attention.
import { el, put } from "./dom.js";
import { percent } from "./numbers.js";
import { picture } from "./pictures.js";

const Tags = 3;
const LeastTagged = 0.08;
const LargestSide = 1200;

// Parts of the picture that the name of a region takes.
const TagWidth = 0.4;
const TagHeight = 0.06;

/** What a region is called: by its label, else by its place in the detector's order. */
export const nameOf = (region, i) => region.label || `region ${i + 1}`;

/** The regions that get most of the attention, the strongest first. */
export function strongest(weights) {
  return (weights ?? []).map((weight, i) => [weight, i]).filter(([weight]) => weight >= LeastTagged)
    .sort((one, other) => other[0] - one[0]).slice(0, Tags).map(([, i]) => i);
}

/** The stage; "light" takes a weight for each region, or null for none. */
export function stage({ source, alt, width, height, regions }) {
  const image = picture(source, alt);
  const lights = regions.map(region => el("div", { class: "region", ...place(region.box) }, el("canvas", {})));
  const tags = el("div", {});
  image.addEventListener("load", () => regions.forEach((region, i) => copy(image, region.box, lights[i].firstChild)));
  const element = el("div", { class: "stage", "--aspect": (width / height).toFixed(4) }, image, el("div", { "aria-hidden": "true" }, lights, tags));
  return { element, light: weights => light({ element, lights, tags, regions }, weights) };
}

function light({ element, lights, tags, regions }, weights) {
  element.classList.toggle("lit", weights !== null);
  const most = Math.max(...weights ?? [0], 1e-9);
  for (const [i, region] of lights.entries()) region.style.setProperty("--lit", weights ? (weights[i] / most).toFixed(3) : "0");
  const taken = [];
  put(tags, ...strongest(weights).map(i => tag(regions[i], i, weights[i], taken)));
}

// The picture itself is dimmed while a word is chosen; each region has a bright copy of its part above it.
function copy(image, [left, top, right, bottom], canvas) {
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(1, LargestSide / Math.max(width, height));
  canvas.width = Math.max(1, Math.round((right - left) * width * scale));
  canvas.height = Math.max(1, Math.round((bottom - top) * height * scale));
  canvas.getContext("2d").drawImage(
    image, left * width, top * height, (right - left) * width, (bottom - top) * height, 0, 0, canvas.width, canvas.height);
}

function place([left, top, right, bottom]) {
  const part = value => `${(value * 100).toFixed(3)}%`;
  return { "--left": part(left), "--top": part(top), "--width": part(right - left), "--height": part(bottom - top) };
}

// Above its region, or below where that is outside of the picture or another tag is there; it ends with a region on the right side, so
// that a small picture has room for it.
function tag(region, i, weight, taken) {
  const [left, top, right, bottom] = region.box;
  const isRight = left + right > 1;
  const start = isRight ? right - TagWidth : left;
  const isFree = taken.every(other => Math.abs(other.start - start) > TagWidth || Math.abs(other.top - top) > TagHeight);
  const isAbove = isFree && top > TagHeight || bottom > 1 - TagHeight;
  taken.push({ start, top: isAbove ? top : bottom + TagHeight });
  return el("span", {
    class: `tag ${isRight ? "ending" : ""}`, "--left": percent(left), "--right": percent(1 - right),
    "--top": percent(isAbove ? Math.max(top, TagHeight) : bottom), "--shift": isAbove ? "-100%" : "0",
  }, `${nameOf(region, i)} ${percent(weight)}`);
}
