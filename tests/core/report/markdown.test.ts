// An incident as Markdown for a ticket: complete, and whatever a page chose stays text by a real Markdown parser.
import * as fc from 'fast-check';
import * as prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { incidentToMarkdown } from '../../../core/report/markdown.ts';
import { addressAsCode, escapedSentence, valueAsCode } from '../../../core/report/markdown-text.ts';
import { featureReport } from '../../../core/report/feature-report.ts';
import type { Incident } from '../../../core/incident/incident.ts';
import { sampleIncident } from './incident-samples.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** What our own Markdown is made of. */
const OWN_NODES = [
  'root',
  'heading',
  'paragraph',
  'text',
  'strong',
  'list',
  'listItem',
  'inlineCode',
];

/** Page text full of what Markdown, HTML and ticket systems read. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '[x](javascript:alert(1))',
          '![i](https://evil.example/i.png)',
          '<img src=x>',
          '<https://e.example>',
        ],
        ...[
          'https://evil.example/a?b',
          'www.evil.example',
          'HTTP://evil.example',
          'me@evil.example',
          '@admin',
          '#12',
        ],
        ...[
          '`',
          '``',
          '```\n',
          '**',
          '__',
          '~~',
          '# ',
          '\n# heading\n',
          '\n- item',
          '\n| a | b |',
          '\n---\n',
          '\n> q',
        ],
        ...[
          '&lt;b&gt;',
          '&#64;admin',
          '\\',
          '[^1]',
          '[ ] ',
          '1. ',
          '$$x$$',
          '{{ x }}',
          '\u202e',
          'films.example',
          'a ',
        ],
        ...[
          'ftp://evil.example',
          'xmpp:me@evil.example',
          'mailto:me@evil.example',
          '[[wiki]]',
          ':emoji:',
          '!5',
          '~l',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const hostileIncident: fc.Arbitrary<Incident> = fc
  .record({
    ...{ site: hostile, url: hostile, title: hostile.map((text) => text.slice(0, 200)) },
    ...{ frameUrl: hostile, action: hostile, hosts: fc.array(hostile, { maxLength: 3 }) },
    ...{ family: hostile, sentence: hostile, id: hostile, fact: hostile, note: hostile },
    ...{ name: hostile, step: hostile, engineVersion: hostile },
  })
  .map(({ sentence, id, fact, name, note, step, ...rest }) => {
    const [first] = sampleIncident().evidence;
    if (!first) throw new Error('the sample has no evidence');
    return sampleIncident({
      ...rest,
      evidence: [{ ...first, id, sentence, facts: { [`x${name}`]: fact, url: rest.url } }],
      steps: [{ at: 0, what: step, outcome: 'failed' }],
      feedback: { isRight: false, at: 0, note },
    });
  });

describe('an incident as Markdown', () => {
  it('says what was seen, how sure, what was done and what it cost', () => {
    const text = incidentToMarkdown(
      sampleIncident({
        steps: [{ at: Date.UTC(2026, 10, 23), what: '3 workers ended.', outcome: 'failed' }],
        feedback: { isRight: true, at: Date.UTC(2026, 10, 24), note: 'We know it.' },
      }),
    );
    for (const part of [
      '# Incident on `films[.]example`',
      '**Confirmed, 95 of 100**: cryptojacking, `cryptonight`, blocked.',
      '- Page: `hxxps://films[.]example/watch?v=12`',
      '- **95 points**: A WebAssembly module holds the whole CryptoNight proof of work.',
      '- Kernel share: `88.4 %`',
      '- 2026-11-23T00:00:00.000Z, failed: 3 workers ended.',
      '- Hosts: `pool[.]example`',
      `- SHA-256: \`${'ab'.repeat(32)}\``,
      '- Measured: 4.2 core-seconds\n- Avoided, an estimate: 61 core-seconds',
      'T1496.001',
      'Yes, said 2026-11-24T00:00:00.000Z: We know it.',
    ])
      expect(text).toContain(part);
  });

  it('has the same shape whatever a page wrote: no link, no HTML, no formatting of its own', async () => {
    await fc.assert(
      fc.asyncProperty(hostileIncident, async (incident) => {
        const text = incidentToMarkdown(incident);
        const nodes = flat(await parsed(text));
        expect(nodes.map(({ type }) => type).filter((type) => !OWN_NODES.includes(type))).toEqual(
          [],
        );
        expect(nodes.filter(({ type }) => type === 'heading').length).toBe(8);
        expect(nodes.filter(({ type }) => type === 'strong').length).toBe(3);
        const said = nodes.map(({ value = '' }) => value).join('\n');
        expect(said).not.toMatch(/https?:|wss?:\/\/|www\.\w|evil\.example/i);
        const prose = nodes.map(({ type, value = '' }) => (type === 'text' ? value : ''));
        expect(prose.join('\n')).not.toMatch(/[@#]\w/);
      }),
      { numRuns: 120 },
    );
  });
});

describe('text for Markdown', () => {
  it('leaves no address where a name was cut', () => {
    expect(escapedSentence('see WWW.…: and www.', 60)).toBe('see WWW\\[.\\]…\\: and www\\[.\\]');
  });

  it('defangs addresses', () => {
    expect(addressAsCode('https://films.example/a.js', 100)).toBe(
      '`hxxps://films[.]example/a[.]js`',
    );
    expect(addressAsCode('wss://1.2.3.4:80', 100)).toBe('`wxss://1[.]2[.]3[.]4:80`');
    expect(escapedSentence('It asked ws.coinhive.com and 10.0.0.1 in 1.5 s.', 100)).toBe(
      String.raw`It asked ws\[.\]coinhive\[.\]com and 10\[.\]0\[.\]0\[.\]1 in 1.5 s.`,
    );
    expect(valueAsCode('HTTP://x.example 3.1 %', 100)).toBe('`hxxp://x[.]example 3.1 %`');
  });

  it('closes a code span only by its own fence', async () => {
    for (const text of ['`', 'a``b`c', '` x', '```', ' a']) {
      const nodes = flat(await parsed(`- ${valueAsCode(text, 50)}`));
      expect(nodes.filter(({ type }) => type === 'inlineCode').map(({ value }) => value)).toEqual([
        text.trim(),
      ]);
    }
    expect(valueAsCode('', 50)).toBe('–');
  });
});

describe('the feature report', () => {
  it('holds what was measured of the module, and not who visited what', () => {
    const report = featureReport(sampleIncident());
    expect(JSON.parse(report)).toMatchObject({
      format: 'assay-feature-report',
      family: 'cryptonight',
      module: { sha256: 'ab'.repeat(32), sizeBytes: 318_204 },
      evidence: [{ id: 'rules/wasm/cryptonight', points: 95, facts: { kernelSharePercent: 88.4 } }],
    });
    expect(report).not.toMatch(/films\.example|Watch films/);
  });
});

async function parsed(text: string): Promise<Node> {
  const { __debug } = prettier as unknown as {
    readonly __debug: { parse(text: string, options: object): Promise<{ readonly ast: Node }> };
  };
  return (await __debug.parse(text, { parser: 'markdown' })).ast;
}

function flat(node: Node): readonly Node[] {
  return [node, ...(node.children ?? []).flatMap(flat)];
}
