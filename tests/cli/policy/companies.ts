// Test aid: companies that answer, from the plain one to one whose texts hold everything that formats stumble over.
import fc from 'fast-check';
import { readAnswers, type Answers } from '../../../cli/policy/answers.ts';
import { kindOf } from '../../../cli/policy/kinds.ts';
import { keyNames, keyOf, type KeyName } from '../../../core/policy/policy-keys.ts';
import { readValue } from '../../../core/policy/resolve.ts';

export const ID = 'aaaabbbbccccddddeeeeffffgggghhhh';
export const EDGE_ID = 'ppppbbbbccccddddeeeeffffgggghhhh';

export const everywhere = {
  chrome: { from: 'chrome-web-store', id: ID },
  edge: { from: 'self-hosted', id: EDGE_ID, updateUrl: 'https://intranet.example.org/update.xml' },
  firefox: { id: 'assay@assay.example', installUrl: 'https://intranet.example.org/assay.xpi' },
} as const;

/** @throws Error when the answers are wrong */
export function answersOf(given: object): Answers {
  const answers = readAnswers(given);
  if ('problems' in answers) throw new Error(answers.problems.join('\n'));
  return answers;
}

/** Texts with what XML, .reg, JSON and Markdown use for themselves, and with letters that are not ASCII. */
const nasty = fc
  .array(
    fc.constantFrom(
      ...['a', ' ', '  ', '\n', '\r\n', '\t', '"', "'", '\\', '\\"', '<', '>', '&', '&amp;', ']]>'],
      ...[
        '[',
        '{',
        '=',
        ';',
        ',',
        '|',
        '`',
        '$(string.mode)',
        '%PATH%',
        '\u00fc',
        '\u20ac',
        '\u{1f480}',
        'end',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Any values that the key accepts; its example where a text must have a form of its own. */
function valueFor(name: KeyName): fc.Arbitrary<unknown> {
  const kind = kindOf(name);
  switch (kind.is) {
    case 'toggle':
      return fc.boolean();
    case 'whole':
      return fc.integer({ min: kind.minimum, max: kind.maximum });
    case 'choice':
      return fc.constantFrom(...kind.choices);
    case 'text':
      return nasty.map((text) => (isRight(name, text) ? text : keyOf(name).example));
    case 'list':
      return fc.array(nasty, { maxLength: 3 }).map((texts) => listOf(name, texts));
  }
}

function listOf(name: KeyName, texts: readonly string[]): unknown {
  if (isRight(name, texts)) return texts;
  const [item] = keyOf(name).example as readonly unknown[];
  return texts.map((reason) =>
    typeof item === 'object' ? { ...item, reason: reason.slice(0, 300) } : item,
  );
}

function isRight(name: KeyName, value: unknown): boolean {
  return readValue(name, value).wrong.length === 0;
}

/** Any of the keys, each with any value. */
export const anyValues: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  Object.fromEntries(keyNames.map((name) => [name, valueFor(name)])),
  { requiredKeys: [] },
);
