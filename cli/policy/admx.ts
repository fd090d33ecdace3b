// Administrative templates of Windows (ADMX and its English words, ADML): one policy for each key, of the kind that its
// values have. They only offer the keys to Group Policy and Intune; values are set there.
import { explained, SECTIONS, type Section } from '../../core/policy/define-key.ts';
import { keyNames, keyOf, type KeyName } from '../../core/policy/policy-keys.ts';
import { CHROMIUM, type ChromiumBrowser } from './chromium.ts';
import { kindOf } from './kinds.ts';
import { valuesKey } from './reg.ts';
import { element, xmlDocument } from './xml.ts';

const REVISION = '1.0';
const SCHEMA = {
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions',
  revision: REVISION,
  schemaVersion: '1.0',
} as const;

/** JSON lists are one REG_SZ: Chromium reads no REG_MULTI_SZ, so a multi-line box would lose the value. */
const LIST_CHARS = 1_000_000;

export const ROOT_CATEGORY = 'assay';

/** Names hold only letters, digits and underscores: what every reader of templates takes. */
const nameOf = (words: string): string => words.replace(/[^A-Za-z\d]/g, '_');

/** Name of a section's category. */
export function categoryOf(section: Section): string {
  return nameOf(section.toLowerCase());
}

const choiceId = (name: KeyName, choice: string): string => `${name}_${nameOf(choice)}`;
const string = (id: string): string => `$(string.${id})`;

export function admxText(browser: ChromiumBrowser, id: string): string {
  const prefix = 'assay';
  const root = element('policyDefinitions', SCHEMA, [
    element('policyNamespaces', {}, [
      element('target', { prefix, namespace: `Assay.Policies.${browser}` }),
    ]),
    element('resources', { minRequiredRevision: REVISION }),
    element('supportedOn', {}, [
      element('definitions', {}, [
        element('definition', { name: 'supported', displayName: string('supported') }),
      ]),
    ]),
    element('categories', {}, [
      element('category', { name: ROOT_CATEGORY, displayName: string('root') }),
      ...SECTIONS.map((section) =>
        element(
          'category',
          { name: categoryOf(section), displayName: string(categoryOf(section)) },
          [element('parentCategory', { ref: ROOT_CATEGORY })],
        ),
      ),
    ]),
    element(
      'policies',
      {},
      keyNames.map((name) => policyNode(name, valuesKey(browser, id))),
    ),
  ]);
  return xmlDocument(root);
}

function policyNode(name: KeyName, key: string): string {
  const kind = kindOf(name);
  const isToggle = kind.is === 'toggle';
  const attributes = {
    name,
    class: 'Both',
    displayName: string(name),
    explainText: string(`${name}_explain`),
    ...(!isToggle && { presentation: `$(presentation.${name})` }),
    key,
    ...(isToggle && { valueName: name }),
  };
  return element('policy', attributes, [
    element('parentCategory', { ref: categoryOf(keyOf(name).section) }),
    element('supportedOn', { ref: 'supported' }),
    ...(isToggle
      ? [
          element('enabledValue', {}, [element('decimal', { value: 1 })]),
          element('disabledValue', {}, [element('decimal', { value: 0 })]),
        ]
      : [element('elements', {}, [valueNode(name)])]),
  ]);
}

function valueNode(name: KeyName): string {
  const kind = kindOf(name);
  const common = { id: name, valueName: name, required: true };
  switch (kind.is) {
    case 'whole':
      return element('decimal', { ...common, minValue: kind.minimum, maxValue: kind.maximum });
    case 'choice':
      return element(
        'enum',
        common,
        kind.choices.map((choice) =>
          element('item', { displayName: string(choiceId(name, choice)) }, [
            element('value', {}, [element('string', {}, choice)]),
          ]),
        ),
      );
    case 'text':
      return element('text', { ...common, maxLength: kind.maxChars });
    case 'list':
      return element('text', { ...common, maxLength: LIST_CHARS });
    case 'toggle':
      throw new Error(`policy key ${name}: a toggle has no element`);
  }
}

export function admlText(browser: ChromiumBrowser): string {
  const { title } = CHROMIUM[browser];
  const words: readonly (readonly [id: string, text: string])[] = [
    ['root', `Assay (${title})`],
    ['supported', `${title} with Assay`],
    ...SECTIONS.map((section) => [categoryOf(section), section] as const),
    ...keyNames.flatMap(wordsOf),
  ];
  const root = element('policyDefinitionResources', SCHEMA, [
    element('displayName', {}, `Assay for ${title}`),
    element('description', {}, `The policy of Assay in ${title}.`),
    element('resources', {}, [
      element(
        'stringTable',
        {},
        words.map(([id, text]) => element('string', { id }, text)),
      ),
      element('presentationTable', {}, keyNames.flatMap(presentationOf)),
    ]),
  ]);
  return xmlDocument(root);
}

function wordsOf(name: KeyName): (readonly [string, string])[] {
  const kind = kindOf(name);
  const choices = kind.is === 'choice' ? kind.choices : [];
  return [
    [name, keyOf(name).title],
    [`${name}_explain`, explanationOf(name)],
    ...choices.map((choice) => [choiceId(name, choice), choice] as const),
  ];
}

/** All that is known of a key, in lines. */
function explanationOf(name: KeyName): string {
  const { shape, default: usual, example, since } = keyOf(name);
  const how = kindOf(name).is === 'list' ? ' Written as JSON on one line.' : '';
  return [
    explained(keyOf(name)),
    `Must be ${shape.expects}.${how}`,
    `Not configured: ${JSON.stringify(usual)}. Example: ${JSON.stringify(example)}`,
    `Name: ${name}. Since Assay ${since}.`,
  ].join('\n\n');
}

function presentationOf(name: KeyName): string[] {
  const kind = kindOf(name);
  const { title, default: usual } = keyOf(name);
  if (kind.is === 'toggle') return [];
  const box =
    kind.is === 'whole'
      ? element('decimalTextBox', { refId: name, defaultValue: Number(usual) }, title)
      : kind.is === 'choice'
        ? element(
            'dropdownList',
            { refId: name, noSort: true, defaultItem: kind.choices.indexOf(String(usual)) },
            title,
          )
        : element('textBox', { refId: name }, [element('label', {}, title)]);
  return [element('presentation', { id: name }, [box])];
}
