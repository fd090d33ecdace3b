// Text that a page could choose, made fit for people's eyes: bounded, one line, no control characters and no
// direction overrides (they let "exe.txt" read backwards: Trojan Source, CVE-2021-42574). It never builds markup:
// whatever comes out is still only text.

// C0, C1, line and paragraph separators; then the invisible characters that reorder or hide text.
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** Something of the above, or white space to be made less. Few texts have any, and a search is a fraction of four replacements. */
const NOT_PLAIN = /[^ -~]|^ | {2}| $/;

/**
 * One bounded line. Cut text ends with `…` and never exceeds `maxChars` UTF-16 units; characters that reorder or
 * hide other text become U+FFFD so that their presence shows.
 */
export function plainText(text: string, maxChars: number): string {
  if (text.length <= maxChars && !NOT_PLAIN.test(text)) return text;
  // Cut first: a title of 1 MB must not be scanned as a whole. Twice the bound leaves room for white space.
  const head = text.slice(0, maxChars * 2).toWellFormed();
  const line = head.replace(CONTROL, ' ').replace(INVISIBLE, '\ufffd').replace(/\s+/g, ' ').trim();
  if (line.length <= maxChars && text.length <= maxChars * 2) return line;
  return `${wholeCharacters(line, maxChars - 1)}…`;
}

/** The first `maxChars` UTF-16 units without half a surrogate pair at the end. */
function wholeCharacters(text: string, maxChars: number): string {
  const cut = text.slice(0, maxChars);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
