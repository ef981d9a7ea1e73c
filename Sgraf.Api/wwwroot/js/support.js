// What a word gives to the score: how much lower the score is without it.

/** Below this a change of the score says nothing. */
const Noticeable = 0.005;

/** Whether the score is lower without the word. */
export const isSupported = word => !word.special && word.support > Noticeable;

/** Whether the score would be higher without the word. */
export const isAgainst = word => !word.special && word.support < -Noticeable;

/** Whether the word makes no difference. */
export const isSilent = word => !word.special && Math.abs(word.support) <= Noticeable;

/** Each word's support as a part of the largest, in 0..1; no support is 0. */
export function strengths(words) {
  const most = Math.max(...words.map(word => Math.abs(word.support ?? 0)), 4 * Noticeable);
  return words.map(word => Math.abs(word.support ?? 0) > Noticeable ? Math.max(0.15, Math.abs(word.support) / most) : 0);
}
