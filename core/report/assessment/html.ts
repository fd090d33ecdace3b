// Builds the markup of the report: text becomes markup here and nowhere else. Whatever is put into a template is escaped, made
// one bounded line and stripped of what reorders text; only the templates in our own files are markup. The result is
// well-formed XML as well, so that a strict reader can check it.
import { plainText } from '../plain-text.ts';

/** Markup that a template of ours has made. */
export interface Html {
  readonly markup: string;
}

export type Part = Html | string | number | null | false | readonly Part[];

/** Longer texts are cut: evidence and addresses are shorter. */
export const MAX_TEXT_CHARS = 2_000;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\ufffe': '\ufffd',
  '\uffff': '\ufffd',
};

/** Text as it may stand between tags and in a quoted attribute. */
export function escaped(text: string): string {
  return plainText(text, MAX_TEXT_CHARS).replace(
    /[&<>"'\ufffe\uffff]/g,
    (char) => ESCAPES[char] ?? '',
  );
}

/** A template of ours. Null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.map((own, at) => own + markupOf(parts[at] ?? null));
  return { markup: pieces.join('') };
}

function markupOf(part: Part): string {
  if (part === null || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}
