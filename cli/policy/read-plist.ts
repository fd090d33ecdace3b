// Reads property lists back, as strictly as macOS: kinds, pairs of key and value, no key twice.
import type { Element } from '@xmldom/xmldom';
import { attributeOf, childrenOf, onlyChild, readXml } from './read-xml.ts';

/** @throws Error that names what is no property list */
export function readPlist(text: string): Record<string, unknown> {
  const root = readXml(text);
  if (root.nodeName !== 'plist' || attributeOf(root, 'version') !== '1.0')
    throw new Error('a property list begins with <plist version="1.0">');
  const value = valueOf(onlyChild(root));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('a property list of preferences is a <dict>');
  return value as Record<string, unknown>;
}

function valueOf(node: Element): unknown {
  const text = node.textContent ?? '';
  switch (node.nodeName) {
    case 'string':
      return text;
    case 'true':
    case 'false':
      return node.nodeName === 'true';
    case 'integer':
      if (!/^-?\d+$/.test(text)) throw new Error(`no integer: ${text}`);
      return Number(text);
    case 'array':
      return childrenOf(node).map(valueOf);
    case 'dict':
      return dictOf(node);
    default:
      throw new Error(`a property list has no <${node.nodeName}> of ours`);
  }
}

function dictOf(node: Element): Record<string, unknown> {
  const members = childrenOf(node);
  const dict: Record<string, unknown> = {};
  for (let at = 0; at < members.length; at += 2) {
    const [key, value] = [members[at], members[at + 1]];
    const name = key?.textContent ?? '';
    if (key?.nodeName !== 'key' || !value || name in dict)
      throw new Error(`a <dict> is pairs of <key> and value, each key once: ${name}`);
    dict[name] = valueOf(value);
  }
  return dict;
}
