// What was found: how many by category and severity, when, and then each finding with what was seen and what was done.
import { plainText } from '../plain-text.ts';
import { SEVERITIES, SEVERITY_MEANINGS, type Severity } from '../severity.ts';
import type { AssessmentContext } from './context.ts';
import type { Figures } from './findings.ts';
import { groupsOf, type Group } from './groups.ts';
import { html, type Html, type Part } from './html.ts';
import { bar, bullets, pairs, section, severityMark, table } from './marks.ts';
import { timeline } from './timeline.ts';
import { CATEGORY_NAMES, siteName, some, type Words } from './words.ts';

/** Findings told one by one; more are only in the table of all incidents. */
export const MAX_GROUPS = 50;
const MAX_NAMES = 8;
const MAX_SENTENCE_CHARS = 400;

export function findingsSection(figures: Figures, context: AssessmentContext, words: Words): Html {
  if (figures.findings.length === 0)
    return section('findings', 'Findings', html`<p>There are none.</p>`);
  const groups = groupsOf(figures.findings);
  const shown = groups.slice(0, MAX_GROUPS);
  const rest = groups.slice(MAX_GROUPS).reduce((sum, group) => sum + group.findings.length, 0);
  return section('findings', 'Findings', [
    byCategory(figures, words),
    meanings(),
    timeline(figures, words),
    html`<h3>One by one</h3>
      <p>
        Incidents of one site, one miner family and one category are one finding; the worst stand
        first.
      </p>`,
    shown.map((group, at) => groupBlock(group, at + 1, context, words)),
    rest > 0 &&
      html`<p class="more">
        ${words.count(groups.length - shown.length, 'more finding')} with
        ${words.count(rest, 'incident')} ${rest === 1 ? 'is' : 'are'} not told one by one, because
        they are less serious or happened less often. The table of all incidents and the exports
        hold them.
      </p>`,
  ]);
}

function byCategory({ findings }: Figures, words: Words): Html {
  const names = ['cryptojacking', 'deliberate-mining'] as const;
  const countOf = (category: (typeof names)[number], severity?: Severity): number =>
    findings.filter(
      (one) => one.incident.category === category && (severity ?? one.severity) === one.severity,
    ).length;
  const rows = names.map((category) => {
    const total = countOf(category);
    return [
      CATEGORY_NAMES[category],
      ...SEVERITIES.map((severity) => words.number(countOf(category, severity))),
      words.number(total),
      bar(total / findings.length, 'others'),
    ];
  });
  return table(
    'Incidents by category and severity',
    [
      ...([['Category'], ['High', 'number'], ['Medium', 'number'], ['Low', 'number']] as const),
      ...([['Info', 'number'], ['All', 'number'], ['Share']] as const),
    ],
    rows,
  );
}

function meanings(): Html {
  return html`<dl class="meanings">
    ${SEVERITIES.map(
      (one) =>
        html`<div>
          <dt>${severityMark(one)}</dt>
          <dd>${SEVERITY_MEANINGS[one]}</dd>
        </div>`,
    )}
  </dl>`;
}

function groupBlock(
  group: Group,
  number: number,
  { costBasis }: AssessmentContext,
  words: Words,
): Html {
  const { findings, sightings, devices, hosts, cost, notes } = group;
  const spent = cost.observedCoreMs > 0 && costText(cost.observedCoreMs, costBasis, words);
  return html` <article class="finding">
    <h4>
      <span class="no">${number}</span> ${siteName(group.site)} ${severityMark(group.severity)}
    </h4>
    <p class="kind">
      ${CATEGORY_NAMES[group.category]}${group.family !== null && `, ${plainText(group.family, 80)}`}
    </p>
    ${bullets(group.sentences.map((sentence) => plainText(sentence, MAX_SENTENCE_CHARS)))}
    ${pairs([
      ['Incidents', `${words.number(findings.length)}, seen ${words.count(sightings, 'time')}`],
      [
        'First and last seen',
        `${words.time(group.firstSeenAt)} to ${words.time(group.lastSeenAt)}`,
      ],
      ['Devices', some(devices, MAX_NAMES, words)],
      ['Hosts', some(hosts.map(siteName), MAX_NAMES, words)],
      ['Stopped', `${words.number(group.stopped)} of ${words.number(findings.length)}`],
      [
        'What was done',
        group.actions.length > 0 && lines(group.actions.map((one) => actionText(one, words))),
      ],
      ['Computing time', spent],
      [
        'Avoided, estimated',
        cost.avoidedCoreMs > 0 && costText(cost.avoidedCoreMs, costBasis, words),
      ],
      ['Notes of people', notes.length > 0 && lines(notes.map((note) => plainText(note, 300)))],
    ])}
  </article>`;
}

/** A single line is no list. */
function lines(items: readonly string[]): Part {
  return items.length === 1 ? (items[0] ?? '') : bullets(items);
}

function actionText({ text, times }: Group['actions'][number], words: Words): string {
  const said = plainText(text, MAX_SENTENCE_CHARS) || 'Nothing was noted.';
  return times === 1 ? said : `${said} (${words.count(times, 'time')})`;
}

function costText(coreMs: number, basis: AssessmentContext['costBasis'], words: Words): string {
  return [words.coreTime(coreMs), words.energy(coreMs, basis), words.price(coreMs, basis)]
    .filter((part) => part !== null)
    .join(', ');
}
