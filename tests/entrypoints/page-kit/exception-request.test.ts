// The link that asks for an exception: a page may choose its words, never where it leads.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exceptionRequestHref,
  type ExceptionRequest,
} from '../../../entrypoints/page-kit/exception-request.ts';

const request: ExceptionRequest = {
  incidentId: '6f9c2b1e-8a54-4c57-9f0e-2b1d7a3c4e5f',
  site: 'films.example',
  reason: 'We teach & test',
  subject: 'Assay: please except a page',
  body: ['Page: https://films.example/?a=1&b=2', '', 'Reason: '],
};

describe('the link that asks for an exception', () => {
  it('prepares an e-mail', () => {
    expect(exceptionRequestHref('it-security@example.org', request)).toBe(
      'mailto:it-security@example.org?subject=Assay%3A%20please%20except%20a%20page&body=Page%3A%20https%3A%2F%2Ffilms.example%2F%3Fa%3D1%26b%3D2%0D%0A%0D%0AReason%3A',
    );
  });

  it("fills in the company's own address, wherever it names something, and only behind the host", () => {
    const contact =
      'https://{site}.help.example/{site}/ask?id={incident}&why={reason}&x={other}#{site}';
    expect(exceptionRequestHref(contact, request)).toBe(
      `https://{site}.help.example/films.example/ask?id=${request.incidentId}&why=We%20teach%20%26%20test&x={other}#films.example`,
    );
    expect(exceptionRequestHref('https://help.example/ask', request)).toBe(
      'https://help.example/ask',
    );
  });

  it('has no link for anything else', () => {
    for (const contact of ['', 'call 4711', 'javascript:alert(1)', 'https://'])
      expect(exceptionRequestHref(contact, request)).toBeNull();
  });

  it('keeps where it leads and its shape, whatever a page wrote', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 2_000 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (site, reason, line) => {
        const chosen = { ...request, site, reason, subject: line, body: [line, site] };
        const link = new URL(
          exceptionRequestHref('https://help.example/a/{site}?why={reason}&end=1', chosen) ?? '',
        );
        expect(link.origin).toBe('https://help.example');
        expect(link.pathname.startsWith('/a/')).toBe(true);
        expect([...link.searchParams.keys()]).toEqual(['why', 'end']);
        const mail = new URL(exceptionRequestHref('it@example.org', chosen) ?? '');
        expect(mail.pathname).toBe('it@example.org');
        expect([...mail.searchParams.keys()]).toEqual(['subject', 'body']);
        expect(mail.searchParams.get('subject')).not.toMatch(/[\r\n]/);
        expect(mail.searchParams.get('body')?.split('\r\n').length).toBe(2);
      }),
    );
  });
});
