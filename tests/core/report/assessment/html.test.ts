// The one place where text becomes markup.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, html, MAX_TEXT_CHARS } from '../../../../core/report/assessment/html.ts';
import { hostileText } from '../incident-samples.ts';
import { parseReport } from '../markup.ts';

describe('html', () => {
  it('escapes what is put in and keeps what is ours', () => {
    const inner = html`<b title="${'"x" & \'y\''}">${'<i>'}</b>`;
    expect(html`<p>${inner}${[1, '>', [inner]]}${null}${false}</p>`.markup).toBe(
      '<p><b title="&quot;x&quot; &amp; &#39;y&#39;">&lt;i&gt;</b>1&gt;' +
        '<b title="&quot;x&quot; &amp; &#39;y&#39;">&lt;i&gt;</b></p>',
    );
  });

  it('gives text back to a reader unchanged but for what reorders or hides it', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        const document = parseReport(html`<p title="${text}">${text}</p>`.markup);
        const element = document.documentElement;
        expect(element?.childNodes.length).toBeLessThan(2);
        expect(element?.textContent).toBe(element?.getAttribute('title') ?? '');
        expect(html`${element?.textContent ?? ''}`.markup).toBe(escaped(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('bounds it before it escapes it', () => {
    expect(escaped('<'.repeat(1e6))).toHaveLength((MAX_TEXT_CHARS - 1) * 4 + 1);
  });
});
