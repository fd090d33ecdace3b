// Reads XML back with a parser that is not ours, and stops at the first thing that is not well-formed.
import { DOMParser, type Element } from '@xmldom/xmldom';

/** An ampersand that begins no reference: the parser lets it pass, and the systems that get the files do not. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/;

/**
 * @returns the root element
 * @throws Error that says where the text is no XML
 */
export function readXml(text: string): Element {
  const problems: string[] = BARE_AMPERSAND.test(text) ? ['a bare ampersand'] : [];
  const parser = new DOMParser({ onError: (_level, message) => problems.push(message) });
  const root = parser.parseFromString(text, 'text/xml').documentElement;
  if (!root || problems.length > 0) throw new Error(`no XML: ${problems.join('; ')}`);
  return root;
}

/** Children that are elements, of a name if one is given. */
export function childrenOf(parent: Element, name = ''): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE && (name === '' || node.nodeName === name),
  );
}

/** @throws Error when there is not exactly one */
export function onlyChild(parent: Element, name = ''): Element {
  const [child, ...more] = childrenOf(parent, name);
  if (!child || more.length > 0)
    throw new Error(`<${parent.nodeName}> must hold exactly one ${name === '' ? 'element' : name}`);
  return child;
}

/** @throws Error when the element does not have it */
export function attributeOf(element: Element, name: string): string {
  const value = element.getAttribute(name);
  if (value === null) throw new Error(`<${element.nodeName}> has no ${name}`);
  return value;
}
