// Writes docs/policy.md from the keys of the policy, so that the page cannot be out of date; a test compares them.
import prettier from 'prettier';
import { SECTIONS, type Section } from '../core/policy/define-key.ts';
import { keyNames, keyOf, type KeyName } from '../core/policy/policy-keys.ts';
import { kindOf } from './policy/kinds.ts';

export const POLICY_PAGE = 'docs/policy.md';

/** The page as it must be for the keys as they are. */
export async function policyPage(): Promise<string> {
  const text = [
    '# Policy',
    '',
    'Written by `npm run docs` from `core/policy`; do not edit. How a company sets these keys: the',
    '[admin guide](admin-guide.md), and `npm run policy`, which makes templates for every browser and system out of them.',
    '',
    ...rules,
    ...overview(),
    ...SECTIONS.flatMap(sectionLines),
  ].join('\n');
  return prettier.format(text, { parser: 'markdown', printWidth: 100, singleQuote: true });
}

const rules = [
  '## How values come together',
  '',
  '- Key by key: the value of the company holds, else that of the person, else the default. A company that sets one key leaves',
  '  the others as they are.',
  '- Lists of hosts and sites **add up**: what the company names and what people name hold together. No list of one hides the',
  '  other.',
  '- A value that is wrong harms no other key. Of a list only the wrong item is left out. The status page names what was',
  '  ignored, and why. Chromium is stricter and drops the whole key before Assay sees it: then the key is not there at all.',
  '- People may set a key only where its right is among those of `peopleMay`, and only where the company has not set it',
  '  (lists that add up: also then).',
  '',
];

function overview(): string[] {
  return [
    '## All keys',
    '',
    '| key | kind | default | people may set it |',
    '|-|-|-|-|',
    ...keyNames.map((name) => {
      const { default: usual } = keyOf(name);
      const label = `[\`${name}\`](#${name.toLowerCase()})`;
      return `| ${label} | ${kindWords(name)} | ${code(usual)} | ${rightWords(name)} |`;
    }),
    '',
  ];
}

function sectionLines(section: Section): string[] {
  const names = keyNames.filter((name) => keyOf(name).section === section);
  return [`## ${section}`, '', ...names.flatMap(keyLines)];
}

function keyLines(name: KeyName): string[] {
  const { title, description, shape, default: usual, example, since, ...key } = keyOf(name);
  return [
    `### ${name}`,
    '',
    `**${title}.** ${description}`,
    '',
    ...Object.entries(key.choices).map(([choice, words]) => `- \`${choice}\`: ${words}.`),
    `- Must be ${shape.expects}.`,
    `- Default: ${code(usual)}`,
    `- Example: ${code(example)}`,
    `- People may set it: ${rightWords(name)}${key.addsUp ? '; what the company and people name adds up' : ''}`,
    `- Since ${since}`,
    ...(key.isSecret ? ['- Secret: never shown, logged or exported'] : []),
    '',
  ];
}

function kindWords(name: KeyName): string {
  const kind = kindOf(name);
  switch (kind.is) {
    case 'toggle':
      return 'true or false';
    case 'whole':
      return `${kind.minimum} to ${kind.maximum}`;
    case 'choice':
      return kind.choices.map((choice) => `\`${choice}\``).join(', ');
    case 'text':
      return 'text';
    case 'list':
      return 'list';
  }
}

function rightWords(name: KeyName): string {
  const { right } = keyOf(name);
  return right === null ? 'no' : `with \`${right}\``;
}

function code(value: unknown): string {
  const text = JSON.stringify(value);
  return text === '""' || text === '[]' ? 'empty' : `\`${text}\``;
}
