// The kinds of values that a policy key can have: what is accepted, and the words for it. Few and plain, because every
// browser, template and form must be able to show them. Thresholds are whole numbers: Chromium bounds no others.
import * as z from 'zod/mini';

/** What a value must be like. */
export interface Shape<Value> {
  /** What the browser's own schema can say of it: kinds, choices and bounds. */
  readonly schema: z.ZodMiniType<Value>;
  /** The same and more, in words, to end the sentence "must be …". */
  readonly expects: string;
  /** Of lists: what each item must be like. A wrong item is left out alone. */
  readonly item: Shape<unknown> | null;
  /** How a form asks for it. */
  readonly kind: Kind;
}

export type Kind =
  | { readonly type: 'choice'; readonly choices: readonly string[] }
  | { readonly type: 'toggle' }
  | {
      readonly type: 'whole';
      readonly minimum: number;
      readonly maximum: number;
      /** As a reader says it, such as `days`; empty where there is none. */
      readonly unit: string;
    }
  | { readonly type: 'text'; readonly maxChars: number }
  | { readonly type: 'list'; readonly of: Kind }
  | { readonly type: 'host'; readonly hasCategory: boolean }
  /** Several values that only a company sets. */
  | { readonly type: 'record' };

export function choice<const Choice extends string>(choices: readonly Choice[]): Shape<Choice> {
  const named = choices.map((one) => `"${one}"`).join(', ');
  const kind = { type: 'choice', choices } as const;
  return { schema: z.enum(choices), expects: `one of ${named}`, item: null, kind };
}

export const toggle: Shape<boolean> = {
  schema: z.boolean(),
  expects: 'true or false',
  item: null,
  kind: { type: 'toggle' },
};

/** @param unit as a reader says it, such as `days` */
export function whole(minimum: number, maximum: number, unit = ''): Shape<number> {
  const schema = z.int().check(z.minimum(minimum), z.maximum(maximum));
  const units = unit === '' ? '' : ` (${unit})`;
  const expects = `a whole number from ${minimum} to ${maximum}${units}`;
  return { schema, expects, item: null, kind: { type: 'whole', minimum, maximum, unit } };
}

/** @param accepted what else the text must be like, with the words for it; an empty text is always accepted: not set */
export function text(
  maxChars: number,
  accepted: { readonly isRight: (text: string) => boolean; readonly expects: string } | null = null,
): Shape<string> {
  const bounded = z.string().check(z.maxLength(maxChars));
  const schema = accepted
    ? bounded.check(z.refine((given) => given === '' || accepted.isRight(given)))
    : bounded;
  const expects = accepted?.expects ?? `a text of at most ${maxChars} characters`;
  return { schema, expects, item: null, kind: { type: 'text', maxChars } };
}

/** Of any list. */
export const MOST_ITEMS = 10_000;

export function listOf<Item>(item: Shape<Item>): Shape<readonly Item[]> {
  const schema = z.readonly(z.array(item.schema).check(z.maxLength(MOST_ITEMS)));
  const kind = { type: 'list', of: item.kind } as const;
  return { schema, expects: `a list, each item ${item.expects}`, item, kind };
}

/** A host or site that the company names, with the reason for people who ask later. */
export interface NamedHost {
  /** In lower case, without a leading `*.`; it stands for its subdomains as well. */
  readonly host: string;
  readonly reason: string;
  readonly by: string;
  /** Last day, `YYYY-MM-DD`; or the moment, `YYYY-MM-DDTHH:MM:SSZ`; or empty for no end. */
  readonly until: string;
}

const HOST = /^(?:\*\.)?(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Days that a calendar has. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const host = z.pipe(
  z.string().check(z.maxLength(253), z.regex(HOST)),
  z.transform((name: string) => name.toLowerCase().replace(/^\*\./, '')),
);
const remark = z._default(z.string().check(z.maxLength(300)), '');
/** Such as a pause of an hour ends. */
function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));
}

const day = z._default(
  z.string().check(
    z.maxLength(20),
    z.refine((given) => given === '' || isDay(given) || isMoment(given)),
  ),
  '',
);
const named = { host, reason: remark, by: remark, until: day };

export const namedHost: Shape<NamedHost> = {
  schema: z.object(named),
  expects:
    'like {"host": "example.org", "reason": "…", "by": "…", "until": "2027-12-31"}, of which only "host" is needed',
  item: null,
  kind: { type: 'host', hasCategory: false },
};

export interface AdditionalHost extends NamedHost {
  readonly category: 'cryptojacking' | 'deliberate-mining';
}

export const additionalHost: Shape<AdditionalHost> = {
  schema: z.object({
    ...named,
    category: z._default(z.enum(['cryptojacking', 'deliberate-mining']), 'cryptojacking'),
  }),
  expects:
    'like {"host": "example.org", "category": "cryptojacking", "reason": "…"}, of which only "host" is needed',
  item: null,
  kind: { type: 'host', hasCategory: true },
};

/** https, or http on this machine itself. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

export const safeAddress = {
  isRight: isSafeAddress,
  expects: 'an address that begins with https:// and holds no password',
};
