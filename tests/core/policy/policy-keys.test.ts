// The keys of the policy: each whole, with words for people, and what is made of them agrees.
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../../core/policy/define-key.ts';
import { managedSchema, type ManagedSchema } from '../../../core/policy/managed-schema.ts';
import { DEFAULT_POLICY, keyNames, keyOf } from '../../../core/policy/policy-keys.ts';
import { readLayer, readValue } from '../../../core/policy/resolve.ts';

const { properties = {} } = managedSchema();

describe.each(keyNames)('%s', (name) => {
  const key = keyOf(name);

  it('has words for people', () => {
    expect(key.title).toMatch(/^[A-Z].{2,40}$/);
    expect(key.description).toMatch(/^\S.{20,400}\.$/s);
    expect(key.since).toMatch(/^0\.\d\.0$/);
  });

  it('says what each of its choices means, and nothing of others', () => {
    const { kind } = key.shape;
    const one = kind.type === 'list' ? kind.of : kind;
    expect(Object.keys(key.choices)).toEqual(one.type === 'choice' ? one.choices : []);
    for (const words of Object.values(key.choices)) expect(words).toMatch(/^[A-Z].*[^.]$/);
  });

  it('accepts its own default and example', () => {
    expect(readValue(name, key.default).wrong).toEqual([]);
    expect(readValue(name, key.example)).toEqual({ value: key.example, wrong: [] });
  });

  it('is told of to the browser, with a kind that its values have', () => {
    const { type, title } = properties[name] as ManagedSchema;
    expect(title).toBe(key.title);
    expect(isOf(type, key.default) && isOf(type, key.example)).toBe(true);
  });
});

it('the sections are each one run of keys, in their order', () => {
  const runs = keyNames.map((name) => keyOf(name).section);
  const order = runs.filter((section, index) => section !== runs[index - 1]);
  expect(order).toEqual(SECTIONS);
});

it('the defaults are a policy of which nothing is ignored', () => {
  expect(readLayer({ ...DEFAULT_POLICY }, 'company').ignored).toEqual([]);
});

it('the browser is told with keywords only with which Chromium loads an extension', () => {
  const words = [
    'type',
    'title',
    'description',
    'properties',
    'items',
    'enum',
    'minimum',
    'maximum',
  ];
  const check = (schema: ManagedSchema): void => {
    expect(Object.keys(schema).filter((word) => !words.includes(word))).toEqual([]);
    if ('minimum' in schema || 'maximum' in schema) expect(schema.type).toBe('integer');
    if (schema.type === 'array') expect(schema.items).toBeDefined();
    if (schema.items) check(schema.items);
    for (const one of Object.values(schema.properties ?? {})) check(one);
  };
  check(managedSchema());
});

function isOf(type: ManagedSchema['type'], value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
