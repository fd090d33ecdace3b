// All incidents in one table, the worst first, so many as a report bears.
import { plainText } from '../plain-text.ts';
import type { Figures, Finding } from './findings.ts';
import { html, type Html, type Part } from './html.ts';
import { NOTHING, section, severityMark, table } from './marks.ts';
import { CATEGORY_NAMES, siteName, type Words } from './words.ts';

export const MAX_ROWS = 500;

const RESPONSES = { block: 'Blocked', warn: 'Warned', observe: 'Logged' } as const;

export function incidentsSection({ findings }: Figures, words: Words): Html {
  if (findings.length === 0)
    return section('incidents', 'All incidents', html`<p>There are none.</p>`);
  const rest = findings.length - MAX_ROWS;
  const rows = findings.slice(0, MAX_ROWS).map((finding) => rowOf(finding, words));
  return section('incidents', 'All incidents', [
    table(
      'Every incident, the worst first',
      [
        ...([['Severity'], ['Last seen'], ['Device'], ['Site'], ['What'], ['Verdict']] as const),
        ...([['Response'], ['Times', 'number'], ['Feedback']] as const),
      ],
      rows,
    ),
    rest > 0 &&
      html`<p class="more">
        ${words.count(rest, 'more incident')} ${rest === 1 ? 'is' : 'are'} not shown. The CSV, JSON
        Lines and OCSF exports of the same filter hold all.
      </p>`,
  ]);
}

function rowOf({ incident, severity, device, isStopped }: Finding, words: Words): Part[] {
  const { category, family, verdict, response, feedback } = incident;
  const kind = family === null ? '' : `, ${plainText(family, 40)}`;
  const failed = response === 'block' && !isStopped;
  return [
    severityMark(severity),
    words.time(incident.lastSeenAt),
    device || NOTHING,
    siteName(incident.site),
    `${CATEGORY_NAMES[category]}${kind}`,
    `${verdict.level}, ${Math.round(verdict.score)}`,
    failed ? 'Blocking failed' : RESPONSES[response],
    words.number(incident.count),
    feedback ? (feedback.isRight ? 'right' : 'wrong') : NOTHING,
  ];
}
