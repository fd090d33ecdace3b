// Text that a page could choose, made fit for Markdown: it cannot become a link, an image, HTML or formatting, neither by
// CommonMark nor by what ticket systems add to it (bare addresses, mentions, numbers of tickets). Addresses are defanged as
// security people write them, so that they stay dead wherever the text is pasted.
import { plainText } from './plain-text.ts';

/** What means something within a line. What only means something at the beginning of one never stands there. */
const SIGNS = /[\\`*_{}[\]<>()#+!|~&$:@^=]/g;
/** What ticket systems turn into links: `@name`, `#12`, `!12`, `$12`, `%12`, `~12`, `&12`. */
const REFERENCE = /[@#!$%~&](?=[\p{L}\p{N}_])/gu;
const DOTS_IN_NAMES = /(?<=[\p{L}\p{N}_-])\.(?=[\p{L}_])/gu;
const FOUR_NUMBERS = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const HTTP = /http(?=s?:)/gi;
const WEB_SOCKET = /ws(?=s?:\/\/)/gi;
/** Followed by nearly anything it becomes a link, also where a name was cut. */
const WWW = /(?<=www)\./gi;

/** A sentence of the record: escaped, and without anything that could be followed. Not for the beginning of a line. */
export function escapedSentence(text: string, maxChars: number): string {
  const dead = defangedNames(plainText(text, maxChars)).replace(REFERENCE, '[$&]');
  return dead.replace(SIGNS, '\\$&');
}

/** An address or a host name as code: `hxxps://films[.]example/a`. */
export function addressAsCode(address: string, maxChars: number): string {
  return codeOf(defangedSchemes(plainText(address, maxChars)).replaceAll('.', '[.]'));
}

/** Any other value as code; what looks like an address in it is defanged as well. */
export function valueAsCode(value: string, maxChars: number): string {
  return codeOf(defangedNames(plainText(value, maxChars)));
}

function defangedNames(text: string): string {
  return defangedSchemes(text)
    .replace(FOUR_NUMBERS, (address) => address.replaceAll('.', '[.]'))
    .replace(DOTS_IN_NAMES, '[.]')
    .replace(WWW, '[.]');
}

function defangedSchemes(text: string): string {
  return text.replace(HTTP, 'hxxp').replace(WEB_SOCKET, 'wxs');
}

/** A code span: its fence is longer than any run of backticks inside, so that nothing in it can end it. */
function codeOf(text: string): string {
  if (text === '') return '–';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return fence + room + text + room + fence;
}
