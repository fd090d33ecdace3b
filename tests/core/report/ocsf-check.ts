// A reader of OCSF events that is as strict as the schema: it names every attribute that is unknown, missing or of a wrong type,
// every value that is no member of its enumeration, and every name that is not that of its number.
import { AT_LEAST_ONE, ENUMERATIONS, OCSF_1_5_0 } from './ocsf-schema.ts';

type Values = Readonly<Record<string, unknown>>;

/** @returns what is wrong, by its path; nothing for a valid event */
export function ocsfProblems(event: unknown, object = 'detection_finding'): string[] {
  const rules = OCSF_1_5_0[object];
  if (!rules || !isObject(event)) return [`${object}: no object that is known`];
  const unknown = Object.keys(event).filter((name) => !Object.hasOwn(rules, name));
  const missing = Object.keys(rules).filter(
    (name) => rules[name]?.startsWith('required') && !Object.hasOwn(event, name),
  );
  const choices = AT_LEAST_ONE[object];
  return [
    ...unknown.map((name) => `${object}.${name}: unknown`),
    ...missing.map((name) => `${object}.${name}: missing`),
    ...(choices?.some((name) => name in event) === false ? [`${object}: none of its choices`] : []),
    ...Object.entries(event).flatMap(([name, value]) => attributeProblems(object, name, value)),
    ...siblingProblems(object, event),
  ];
}

/** Names of recommended attributes that an event leaves out. */
export function recommendedMissing(event: Values, object = 'detection_finding'): string[] {
  return Object.entries(OCSF_1_5_0[object] ?? {})
    .filter(([name, rule]) => rule.startsWith('recommended') && !Object.hasOwn(event, name))
    .map(([name]) => name);
}

function attributeProblems(object: string, name: string, value: unknown): string[] {
  const [, type = ''] = OCSF_1_5_0[object]?.[name]?.split(' ') ?? [];
  if (!type.endsWith('[]')) return valueProblems(object, name, type, value);
  if (!Array.isArray(value)) return [`${object}.${name}: no list`];
  return value.flatMap((one) => valueProblems(object, name, type.slice(0, -2), one));
}

function valueProblems(object: string, name: string, type: string, value: unknown): string[] {
  if (type in OCSF_1_5_0) return ocsfProblems(value, type);
  if (type !== '' && !hasType(type, value)) return [`${object}.${name}: no ${type}`];
  const members = membersOf(object, name);
  if (members && !members.has(Number(value)))
    return [`${object}.${name}: ${String(value)} is no value of it`];
  return [];
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'integer_t' || type === 'long_t') return Number.isSafeInteger(value);
  if (type === 'string_t') return typeof value === 'string';
  return type === 'boolean_t' ? typeof value === 'boolean' : isObject(value);
}

/** `severity` says what `severity_id` is called; of 99, "Other", it holds the word of the source. */
function siblingProblems(object: string, event: Values): string[] {
  return Object.entries(event).flatMap(([id, value]) => {
    const name = id.replace(/_(?:id|uid)s?$/, id === 'classification_ids' ? 's' : '');
    const sibling = event[id.endsWith('_uid') ? `${name}_name` : name] ?? event[`${name}_name`];
    const members = membersOf(object, id);
    if (!members || sibling === undefined || value === 99) return [];
    const expected = [value].flat().map((one) => members.get(Number(one)));
    return JSON.stringify(expected) === JSON.stringify([sibling].flat())
      ? []
      : [`${object}.${name}: ${JSON.stringify(sibling)} is not ${expected.join(', ')}`];
  });
}

function membersOf(object: string, name: string): ReadonlyMap<number, string> | null {
  const text = ENUMERATIONS[`${object}.${name}`];
  if (text === undefined) return null;
  const members = text.split('; ').map((one) => /^(\d+) (.*)$/.exec(one));
  return new Map(members.map((one) => [Number(one?.[1]), one?.[2] ?? '']));
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
