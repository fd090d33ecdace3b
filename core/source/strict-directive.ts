// Whether a script says of itself that it is strict. Directives stand before its first statement; what is put in front of
// them takes their force away. Pure.

const SPACE = /\s/;
const LINE_END = /[\n\r\u2028\u2029]/g;

/**
 * Whether a text begins with the directive, after white space and comments. One step after the other and never back: a
 * page chooses the text, and a pattern of nested repetitions would take for ever on a row of comments.
 */
export function saysStrict(text: string): boolean {
  let at = 0;
  for (;;) {
    if (text.startsWith('//', at)) at = lineEndAfter(text, at);
    else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return false;
      at = end + 2;
    } else if (SPACE.test(text.charAt(at))) at++;
    else return text.startsWith('"use strict"', at) || text.startsWith("'use strict'", at);
  }
}

function lineEndAfter(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.test(text) ? LINE_END.lastIndex : text.length;
}
