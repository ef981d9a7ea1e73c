// What a word gives to the score: how much lower the score is without it.

/** Below this a change of the score says nothing, and neither does one far below that of the sentence's strongest word. */
const Noticeable = 0.005;
const NoticeablePart = 0.1;
const FaintestLine = 0.15;

/** For each word its kind, "supported", "against" or "silent", and its strength: its change as a part of the largest, 0..1. */
export function supports(words) {
  const most = Math.max(...words.map(word => Math.abs(word.support ?? 0)), 4 * Noticeable);
  return words.map(({ support = 0, special }) => {
    const part = Math.abs(support) / most;
    if (special || Math.abs(support) < Noticeable || part < NoticeablePart) return { kind: "silent", strength: 0 };
    return { kind: support > 0 ? "supported" : "against", strength: Math.max(FaintestLine, part) };
  });
}
