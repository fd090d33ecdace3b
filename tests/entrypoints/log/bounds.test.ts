// What the log says of its own bounds: the numbers in force, and whose word they are.
import { expect, it } from 'vitest';
import { resolvePolicy } from '../../../core/policy/resolve.ts';
import { boundsOf } from '../../../entrypoints/log/list/bounds.ts';

function keysOf(company: Readonly<Record<string, unknown>> | null) {
  const { policy, sources } = resolvePolicy(company, null);
  return (['keepIncidents', 'keepDays'] as const).map((name) => ({
    ...{ name, title: '', section: '' },
    value: JSON.stringify(policy[name]),
    source: sources[name],
  }));
}

it('says what is kept by default, and that nobody has set it', () => {
  expect(boundsOf({ keys: keysOf(null) })).toEqual({
    incidents: 10_000,
    days: 365,
    isCompanys: false,
  });
});

it('says when it is the word of the company', () => {
  const keys = keysOf({ keepIncidents: 500 });
  expect(boundsOf({ keys })).toEqual({ incidents: 500, days: 365, isCompanys: true });
});

it('says nothing where it does not know', () => {
  expect(boundsOf({ keys: [] })).toBeNull();
});
