// What docs/privacy.md says keeps a field from leaving, keeps it from leaving.
import { describe, expect, it } from 'vitest';
import { CURIOUS, kinds, rowFor } from '../../cli/privacy-page.ts';
import { COMMON_TEXTS } from '../../cli/privacy-texts.ts';
import { isThere } from '../../core/fleet/formats/row.ts';
import type { Sink } from '../../core/policy/sink.ts';

const fields = kinds().flatMap(({ event, texts }) =>
  Object.entries({ ...COMMON_TEXTS, ...texts }).map(([name, { without }]) => ({
    ...{ kind: event.kind, name, event, without },
  })),
);
const bySink = fields.flatMap((field) =>
  field.without && !('policy' in field.without) ? [{ ...field, without: field.without }] : [],
);
const howFull = (name: string): Sink => ({
  ...CURIOUS,
  user: name === 'user_hash' ? 'hash' : 'label',
});

describe.each(bySink)('$name of $kind', ({ name, event, without }) => {
  it(`leaves, and does not with ${JSON.stringify(without)}`, () => {
    const sink = howFull(name);
    expect(isThere(rowFor(event, sink)[name])).toBe(true);
    expect(isThere(rowFor(event, { ...sink, ...without })[name])).toBe(false);
  });
});

it('a sink that asks for nothing that names people or pages gets none of it', () => {
  const shy: Sink = { ...CURIOUS, addresses: 'nothing', titles: false, user: 'nothing' };
  for (const { event } of kinds()) {
    const text = JSON.stringify(rowFor(event, shy));
    for (const word of ['films', 'ads.example', 'pool.example', 'Films', 'u-3817'])
      expect(text).not.toContain(word);
  }
});
