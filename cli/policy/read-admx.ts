// Reads an administrative template and its words back, and holds them to the rules that Windows has for them: references
// resolve, names are unique and plain, each element has its presentation. What it offers is given back to be compared.
import type { Element } from '@xmldom/xmldom';
import { check, rootOf, Words } from './read-adml.ts';
import { attributeOf, childrenOf, onlyChild } from './read-xml.ts';

const PARTS = ['policyNamespaces', 'resources', 'supportedOn', 'categories', 'policies'];
const KEY = /^SOFTWARE\\Policies(?:\\[\w.]+)+$/i;
/** Element -> what shows it. */
const SHOWN_BY: Readonly<Record<string, string>> = {
  decimal: 'decimalTextBox',
  enum: 'dropdownList',
  text: 'textBox',
};

/** What a template offers for one value of the registry. */
export interface Offered {
  readonly key: string;
  readonly title: string;
  readonly explanation: string;
  /** From the root on. */
  readonly categories: readonly string[];
  readonly is: 'toggle' | 'decimal' | 'enum' | 'text';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly string[];
  readonly maxChars?: number;
}

/**
 * @returns name of the registry value -> what is offered for it
 * @throws Error that names what Windows would refuse
 */
export function readAdmx(admx: string, adml: string): ReadonlyMap<string, Offered> {
  const definitions = rootOf(admx, 'policyDefinitions');
  const parts = childrenOf(definitions).map(({ nodeName }) => nodeName);
  check(parts.join() === PARTS.join(), `the parts of a template are ${PARTS.join(', ')}`);
  const words = new Words(rootOf(adml, 'policyDefinitionResources'));
  const parents = categoriesOf(onlyChild(definitions, 'categories'), words);
  const supported = onlyChild(onlyChild(definitions, 'supportedOn'), 'definitions');
  const supports = new Set(childrenOf(supported).map((one) => words.named(one)));
  const offered = new Map<string, Offered>();
  for (const policy of childrenOf(onlyChild(definitions, 'policies'), 'policy')) {
    words.named(policy);
    check(supports.has(refOf(policy, 'supportedOn')), 'supportedOn names a definition');
    const [valueName, value] = offeredBy(policy, words, parents);
    check(!offered.has(valueName), `${valueName} is offered once`);
    offered.set(valueName, value);
  }
  words.checkAllUsed();
  return offered;
}

/** Name of each category -> name of the one that it lies in; null for a root. */
function categoriesOf(list: Element, words: Words): ReadonlyMap<string, string | null> {
  const parents = new Map<string, string | null>();
  for (const one of childrenOf(list, 'category')) {
    const name = words.named(one);
    const [parent] = childrenOf(one, 'parentCategory');
    parents.set(name, parent ? attributeOf(parent, 'ref') : null);
  }
  return parents;
}

function pathTo(category: string, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let name: string | null = category; name !== null;) {
    const parent = parents.get(name);
    check(parent !== undefined && !path.includes(name), `the category ${name} leads to a root`);
    path.unshift(name);
    name = parent;
  }
  return path;
}

function offeredBy(
  policy: Element,
  words: Words,
  parents: ReadonlyMap<string, string | null>,
): readonly [string, Offered] {
  const key = attributeOf(policy, 'key');
  check(KEY.test(key), `a key of policies: ${key}`);
  check(attributeOf(policy, 'class') === 'Both', 'a class: Both');
  const common = {
    key,
    title: words.text(attributeOf(policy, 'displayName')),
    explanation: words.text(attributeOf(policy, 'explainText')),
    categories: pathTo(refOf(policy, 'parentCategory'), parents),
  };
  const [elements] = childrenOf(policy, 'elements');
  if (!elements) {
    for (const [state, value] of [
      ['enabledValue', '1'],
      ['disabledValue', '0'],
    ] as const) {
      const number = onlyChild(onlyChild(policy, state), 'decimal');
      check(attributeOf(number, 'value') === value, `${state} is ${value}`);
    }
    return [attributeOf(policy, 'valueName'), { ...common, is: 'toggle' }];
  }
  const element = onlyChild(elements);
  checkShown(element, words.presentation(attributeOf(policy, 'presentation')));
  return [attributeOf(element, 'valueName'), { ...common, ...boundsOf(element, words) }];
}

function boundsOf(
  element: Element,
  words: Words,
): Pick<Offered, 'is' | 'minimum' | 'maximum' | 'choices' | 'maxChars'> {
  const number = (name: string): number => Number(attributeOf(element, name));
  switch (element.nodeName) {
    case 'decimal':
      return { is: 'decimal', minimum: number('minValue'), maximum: number('maxValue') };
    case 'text':
      return { is: 'text', maxChars: number('maxLength') };
    case 'enum': {
      const choices = childrenOf(element, 'item').map((item) => {
        words.text(attributeOf(item, 'displayName'));
        return onlyChild(onlyChild(item, 'value'), 'string').textContent ?? '';
      });
      return { is: 'enum', choices };
    }
    default:
      throw new Error(`a template has no <${element.nodeName}> of ours`);
  }
}

function checkShown(element: Element, presentation: Element): void {
  const box = onlyChild(presentation);
  const isRight = box.nodeName === SHOWN_BY[element.nodeName];
  check(isRight, `<${element.nodeName}> is shown by its own kind of box`);
  check(attributeOf(box, 'refId') === attributeOf(element, 'id'), 'a box names its element');
}

function refOf(policy: Element, name: string): string {
  return attributeOf(onlyChild(policy, name), 'ref');
}
