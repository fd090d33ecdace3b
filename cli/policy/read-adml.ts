// The words of an administrative template, read back: each reference leads to one, and none is left over. Also the rules
// that both files of a template share.
import type { Element } from '@xmldom/xmldom';
import { attributeOf, childrenOf, onlyChild, readXml } from './read-xml.ts';

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const NAME = /^[A-Za-z_]\w*$/;

/** @throws Error that names the rule */
export function check(isRight: boolean, rule: string): asserts isRight {
  if (!isRight) throw new Error(`not as a template must be: ${rule}`);
}

export function rootOf(text: string, name: string): Element {
  const root = readXml(text);
  check(root.nodeName === name && root.getAttribute('xmlns') === NAMESPACE, `a root <${name}>`);
  for (const version of ['revision', 'schemaVersion'])
    check(/^\d+\.\d+$/.test(attributeOf(root, version)), `${version} like 1.0`);
  return root;
}

/** The words of a template, by their ids. */
export class Words {
  readonly #strings = new Map<string, string>();
  readonly #presentations = new Map<string, Element>();
  readonly #used = new Set<string>();
  readonly #names = new Set<string>();

  constructor(root: Element) {
    const resources = onlyChild(root, 'resources');
    for (const one of childrenOf(onlyChild(resources, 'stringTable'), 'string'))
      this.#add(this.#strings, attributeOf(one, 'id'), one.textContent ?? '');
    for (const one of childrenOf(onlyChild(resources, 'presentationTable'), 'presentation'))
      this.#add(this.#presentations, attributeOf(one, 'id'), one);
  }

  /** @returns the element's name, once its display name is found */
  named(element: Element): string {
    const name = attributeOf(element, 'name');
    check(NAME.test(name) && !this.#names.has(`${element.nodeName} ${name}`), `a name: ${name}`);
    this.#names.add(`${element.nodeName} ${name}`);
    this.text(attributeOf(element, 'displayName'));
    return name;
  }

  text(reference: string): string {
    const text = this.#strings.get(this.#idIn(reference, 'string'));
    check(text !== undefined && text !== '', `${reference} is in the ADML`);
    return text;
  }

  presentation(reference: string): Element {
    const found = this.#presentations.get(this.#idIn(reference, 'presentation'));
    check(found !== undefined, `${reference} is in the ADML`);
    return found;
  }

  checkAllUsed(): void {
    const all = [
      ...[...this.#strings.keys()].map((id) => `string.${id}`),
      ...[...this.#presentations.keys()].map((id) => `presentation.${id}`),
    ];
    const idle = all.filter((id) => !this.#used.has(id));
    check(idle.length === 0, `the ADML has nothing that no policy names: ${idle.join(', ')}`);
  }

  #idIn(reference: string, table: string): string {
    const [, kind, id = ''] = /^\$\((string|presentation)\.(\w+)\)$/.exec(reference) ?? [];
    check(kind === table, `a reference to a ${table}: ${reference}`);
    this.#used.add(`${table}.${id}`);
    return id;
  }

  #add<Value>(table: Map<string, Value>, id: string, value: Value): void {
    check(NAME.test(id) && !table.has(id), `an id of its own: ${id}`);
    table.set(id, value);
  }
}
