// Makes variants of source texts as minifiers and obfuscators do, of miners and of honest libraries alike: what survives
// them is a feature, what does not is a habit of spelling. Text in, text out; the seed decides. The variants are judged,
// never run, so a pass keeps the values of a text, not always its syntax.
import { minifySync } from 'vite';

export type TextPass = (text: string, random: () => number) => string;

const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[\w+/=-]*`/g;
const NAME = /(?<![\w$.'"\\])[A-Za-z_$][\w$]{3,}(?=\s*[=(])/g;
const KEYWORDS = new Set(['function', 'return', 'while', 'switch', 'catch', 'typeof', 'array']);

/** A string, which is stepped over, or a number (a suffix of a shader's stays). */
const NUMBER =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[\w+/=-]*`|(?<![\w$.])(?:0x[\da-f]+|\d{1,10})(?=u?\b)(?!\.)/gi;

function eachNumber(text: string, written: (value: number) => string): string {
  return text.replace(NUMBER, (found) => (/^\d/.test(found) ? written(Number(found)) : found));
}

/** The passes by name. Each keeps every number's value as 32 bits. */
export const textPasses: Readonly<Record<string, TextPass>> = {
  decimal: (text) => eachNumber(text, (value) => String(value)),
  hex: (text) => eachNumber(text, (value) => `0x${value.toString(16)}`),
  /** As asm.js and minifiers write words: signed. */
  signed: (text) => eachNumber(text, (value) => String(value < 2 ** 32 ? value | 0 : value)),
  /** As `numbersToExpressions` of javascript-obfuscator: products and sums. */
  sums: (text, random) =>
    eachNumber(text, (value) => {
      const factor = 1 + Math.floor(random() * 0x2000);
      const part = Math.floor(random() * 0x2000);
      const rest = value - factor * part;
      return `0x${factor.toString(16)}*0x${part.toString(16)}+${rest < 0 ? '-' : ''}0x${Math.abs(rest).toString(16)}`;
    }),
  escapedStrings: (text) =>
    text.replace(STRING, (literal) => {
      const inner = literal.slice(1, -1);
      const hex = Array.from(inner, (char) => char.charCodeAt(0));
      return hex.some((code) => code > 126 || code === 92)
        ? literal
        : `'${hex.map((code) => `\\x${code.toString(16).padStart(2, '0')}`).join('')}'`;
    }),
  /** All strings in one rotated array in base64: no word stays readable. */
  stringArray: (text, random) => {
    const strings: string[] = [];
    const body = text.replace(STRING, (literal) => {
      const at = strings.push(Buffer.from(literal.slice(1, -1)).toString('base64')) - 1;
      return `_0x4f1a(${at})`;
    });
    const turned = Math.floor(random() * strings.length);
    const array = [...strings.slice(turned), ...strings.slice(0, turned)];
    return `var _0x3b2c=[${array.map((item) => `'${item}'`).join(',')}];${body}`;
  },
  renamed: (text, random) => {
    const names = new Map<string, string>();
    return text.replace(NAME, (name) => {
      if (KEYWORDS.has(name)) return name;
      if (!names.has(name)) names.set(name, `_0x${Math.floor(random() * 2 ** 24).toString(16)}`);
      return names.get(name) ?? name;
    });
  },
  /** Rolldown's minifier; a text that it cannot parse stays as it is. */
  minified: (text) => {
    const { code, errors } = minifySync('text.js', text);
    return errors.length > 0 ? text : code;
  },
  /** Honest code around it, as in a bundle. */
  bundled: (text, random) => `${filler(random)}\n;(function(){${text}\n})();\n${filler(random)}`,
};

/** Pretends to be a program: names, calls, small numbers. */
function filler(random: () => number): string {
  const line = (at: number): string =>
    `function part${at}(a,b){return a.items.map(function(x){return x.width*${Math.floor(random() * 900)}+b})}`;
  return Array.from({ length: 3_000 }, (_, at) => line(at)).join('\n');
}

/** A generator of numbers from 0 to 1 that gives the same sequence for the same seed (mulberry32, public domain). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Applies passes in turn. Throws on a name that is no pass. */
export function mutateText(text: string, passes: readonly string[], seed: number): string {
  const random = seeded(seed);
  return passes.reduce((changed, name) => {
    const pass = textPasses[name];
    if (!pass)
      throw new Error(`no such pass: ${name}; there are ${Object.keys(textPasses).join(', ')}`);
    return pass(changed, random);
  }, text);
}
