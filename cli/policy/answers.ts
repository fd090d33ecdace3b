// What a company answers: where each browser gets Assay from, how the browsers are to be set around it, and the values of
// the policy. Wrong answers are named with the reason; nothing is guessed or dropped.
import * as z from 'zod/mini';
import { keyNames, type KeyName } from '../../core/policy/policy-keys.ts';
import { readLayer } from '../../core/policy/resolve.ts';
import { isSafeAddress } from '../../core/policy/shapes.ts';
import { isHoldable } from './xml.ts';

const EXTENSION_ID = /^[a-p]{32}$/;
/** Firefox: like an e-mail address, or a GUID in braces. */
const ADD_ON_ID = /^(?:[\w.-]*@[\w.-]+|\{[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\})$/;

const id = z
  .string('must be the id of the extension')
  .check(z.regex(EXTENSION_ID, 'must be the id of the extension: 32 letters from a to p'));
const address = z
  .string('must be an address')
  .check(
    z.maxLength(500, 'must have at most 500 characters'),
    z.regex(/^\S+$/, 'must hold no space'),
    z.refine(isSafeAddress, 'must begin with https:// and hold no password'),
  );
/** Firefox also installs from a file of the machine. */
const place = z.string('must be an address').check(
  z.maxLength(500, 'must have at most 500 characters'),
  z.refine(
    (given) => isSafeAddress(given) || URL.parse(given)?.protocol === 'file:',
    'must begin with https:// (and hold no password) or with file://',
  ),
);
const selfHosted = z.strictObject({ from: z.literal('self-hosted'), id, updateUrl: address });
const chromeStore = z.strictObject({ from: z.literal('chrome-web-store'), id });
const edgeStore = z.strictObject({ from: z.literal('edge-add-ons'), id });

const answers = z.strictObject({
  chrome: z.optional(z.discriminatedUnion('from', [chromeStore, selfHosted])),
  edge: z.optional(z.discriminatedUnion('from', [edgeStore, chromeStore, selfHosted])),
  firefox: z.optional(
    z.strictObject({
      id: z
        .string('must be the id of the add-on')
        .check(z.regex(ADD_ON_ID, 'must be the id of the add-on, such as "assay@example.org"')),
      installUrl: place,
    }),
  ),
  privateWindows: z._default(z.enum(['require', 'forbid', 'leave']), 'leave'),
  webRtc: z._default(z.enum(['disable_non_proxied_udp', 'leave']), 'leave'),
  pin: z._default(z.boolean(), true),
  values: z._default(z.record(z.string(), z.unknown()), {}),
});

export type Values = Readonly<Partial<Record<KeyName, unknown>>>;
export type Answers = Readonly<Omit<z.infer<typeof answers>, 'values'>> & {
  /** As Assay reads them, in the order of the keys. */
  readonly values: Values;
};
export type ChromiumAnswer = NonNullable<Answers['chrome'] | Answers['edge']>;

/** What is wrong, each line beginning with the name of what it is about. */
export interface Wrong {
  readonly problems: readonly string[];
}

/** @param text of a file of answers, as JSON */
export function parseAnswers(text: string): Answers | Wrong {
  try {
    return readAnswers(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return { problems: [`the file is no JSON${placeOf(error)}`] };
  }
}

/** Where the parser stopped. Not all of its words: they quote the file, which can hold a secret. */
function placeOf(error: unknown): string {
  const [place = ''] = /at position \d+ \(line \d+ column \d+\)$/.exec(String(error)) ?? [];
  return place === '' ? '' : ` ${place}`;
}

export function readAnswers(given: unknown): Answers | Wrong {
  const read = answers.safeParse(given);
  if (!read.success) return { problems: read.error.issues.map(wordsOf) };
  const { values, ignored } = readLayer(read.data.values, 'company');
  const problems = ignored.map(({ name, why }) => `values.${name}: ${why}`);
  for (const [name, value] of Object.entries(values))
    if (!textsIn(value).every(isHoldable))
      problems.push(`values.${name}: must hold no control characters, which no template can carry`);
  const { chrome, edge, firefox } = read.data;
  if (!chrome && !edge && !firefox)
    problems.push('chrome, edge, firefox: at least one must be there');
  if (problems.length > 0) return { problems };
  const named = keyNames.filter((name) => values[name] !== undefined);
  return {
    ...read.data,
    values: Object.fromEntries(named.map((name) => [name, values[name]])),
  };
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => (path === '' ? key : `${path}.${key}`));
    return `${names.join(', ')}: is not known here; policy values belong into "values"`;
  }
  if (issue.code === 'invalid_value')
    return `${path}: must be one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}`;
  if (issue.code === 'invalid_union')
    return `${path}: must name where the extension comes from: ${STORES}`;
  if (issue.code === 'invalid_type' && issue.message === 'Invalid input')
    return `${path === '' ? 'the answers' : path}: must be ${issue.expected}`;
  return `${path}: ${issue.message}`;
}

const STORES = '"chrome-web-store", "edge-add-ons" (Edge only) or "self-hosted"';
