// Writes XML: elements from names, attributes and children, every text escaped in one place. It knows no format.

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Characters that XML 1.0 has no way to hold. */
const UNHOLDABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** False for a text with control characters or half a surrogate pair in it. */
export function isHoldable(text: string): boolean {
  return !UNHOLDABLE.test(text);
}

/** @throws Error for a text that XML cannot hold */
export function escaped(text: string): string {
  if (!isHoldable(text)) throw new Error('XML has no way to hold a control character');
  // Line ends and tabs as references: no parser changes those, and markup can be indented without touching a text.
  return text
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** One element, its children each on lines of their own, or its text on the same line. */
export function element(
  name: string,
  attributes: Attributes = {},
  content: string | readonly string[] = [],
): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const head = `<${name}${given.join('')}`;
  if (typeof content === 'string') return `${head}>${escaped(content)}</${name}>`;
  if (content.length === 0) return `${head} />`;
  return [`${head}>`, ...content.map(indented), `</${name}>`].join('\n');
}

function indented(markup: string): string {
  return markup.replace(/^/gm, '  ');
}

export function xmlDocument(root: string, doctype = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}${root}\n`;
}
