// The columns of the table: what each shows of a row, how wide it wants to be, and by what it sorts. Every string of a row may come
// from a hostile page and is shown as bounded text.
import type { ComponentChildren } from 'preact';
import { plainText } from '../../../core/report/plain-text.ts';
import { coreTimeText, listText, numberText, siteText } from '../../page-kit/format.ts';
import { CATEGORY_KEYS, LevelChip, RESPONSE_KEYS, Time } from '../../page-kit/parts.tsx';
import { text, type TextKey } from '../../page-kit/text.ts';
import type { Sort } from './criteria.ts';
import { valueText } from './facet-words.ts';
import type { LogRow } from './log-row.ts';

export interface Column {
  readonly id: string;
  readonly title: TextKey;
  /** A track of a CSS grid; its smallest width is that of the whole column. */
  readonly width: string;
  readonly sort?: Sort;
  readonly isNumber?: true;
  readonly cell: (row: LogRow, now: number) => ComponentChildren;
}

const MAX_SENTENCE_CHARS = 240;
const MAX_NAMES = 4;

/** Address of the page of an incident. */
export function incidentHash(id: string): string {
  return `#incident=${encodeURIComponent(id)}`;
}

const site: Column = {
  ...{ id: 'site', title: 'log_site', width: 'minmax(140px, 1.1fr)', sort: 'site' },
  cell: (row) => (
    <>
      <bdi class="clamped-1">
        <a class="row-link" href={incidentHash(row.id)} tabIndex={-1}>
          {siteText(row.site)}
        </a>
      </bdi>
      {row.category === 'deliberate-mining' && <span class="tag">{onPurpose(row)}</span>}
    </>
  ),
};

const PURPOSE_TAGS = [
  ['detect/miner-download', 'log_tag_download'],
  ['detect/mining-dashboard', 'log_tag_dashboard'],
  ['detect/mining-extension', 'log_tag_extension'],
] as const;

function onPurpose({ detectors }: LogRow): string {
  const tag = PURPOSE_TAGS.find(([detector]) => detectors.includes(detector));
  return text(tag?.[1] ?? 'category_deliberate_mining');
}

/** The columns that are there until others are chosen. */
export const USUAL: readonly Column[] = [
  {
    ...{ id: 'when', title: 'log_when', width: '96px', sort: 'when' },
    cell: (row, now) => <Time at={row.lastSeenAt} now={now} />,
  },
  site,
  {
    ...{ id: 'seen', title: 'log_seen', width: 'minmax(200px, 2.2fr)' },
    cell: ({ sentence }) => (
      <div class="clamped">
        {plainText(sentence, MAX_SENTENCE_CHARS) || text('log_no_evidence')}
      </div>
    ),
  },
  {
    ...{ id: 'sure', title: 'log_sure', width: '116px', sort: 'sure' },
    cell: ({ level, score }) => (
      <>
        <LevelChip level={level} />
        <span class="score quiet">{text('points_of_100', { points: Math.round(score) })}</span>
      </>
    ),
  },
  {
    ...{ id: 'done', title: 'log_done', width: 'minmax(150px, 1.7fr)' },
    cell: ({ response, action }) => (
      <div class="clamped">
        <strong>{text(RESPONSE_KEYS[response])}.</strong> {plainText(action, MAX_SENTENCE_CHARS)}
      </div>
    ),
  },
  {
    ...{ id: 'count', title: 'log_count', width: '62px', sort: 'count', isNumber: true },
    cell: ({ count }) => `${numberText(count)}×`,
  },
];

export const OPTIONAL: readonly Column[] = [
  {
    ...{ id: 'category', title: 'log_category', width: '140px' },
    cell: ({ category }) => text(CATEGORY_KEYS[category]),
  },
  {
    ...{ id: 'family', title: 'log_family', width: '120px', sort: 'family' },
    cell: ({ family }) => (family === null ? none() : <span>{valueText('family', family)}</span>),
  },
  {
    ...{ id: 'detectors', title: 'log_detectors', width: '180px' },
    cell: ({ detectors }) => names(detectors),
  },
  {
    ...{ id: 'response', title: 'log_response', width: '100px' },
    cell: ({ response }) => text(RESPONSE_KEYS[response]),
  },
  {
    ...{ id: 'hosts', title: 'log_hosts', width: '190px' },
    cell: ({ hosts }) => names(hosts),
  },
  {
    ...{ id: 'sha256', title: 'log_sha256', width: '150px' },
    cell: ({ sha256 }) =>
      sha256 === null ? none() : <code title={sha256}>{`${sha256.slice(0, 12)}…`}</code>,
  },
  {
    ...{ id: 'first', title: 'log_first_seen', width: '96px', sort: 'first' },
    cell: ({ firstSeenAt }, now) => <Time at={firstSeenAt} now={now} />,
  },
  {
    ...{ id: 'observed', title: 'log_observed', width: '130px', sort: 'observed', isNumber: true },
    cell: ({ observedCoreMs }) => coreTimeText(observedCoreMs),
  },
  {
    ...{ id: 'avoided', title: 'log_avoided', width: '130px', sort: 'avoided', isNumber: true },
    cell: ({ avoidedCoreMs }) => coreTimeText(avoidedCoreMs),
  },
  {
    ...{ id: 'device', title: 'log_device', width: '140px' },
    cell: ({ device }) => <bdi class="clamped">{valueText('device', device)}</bdi>,
  },
  {
    ...{ id: 'feedback', title: 'log_feedback', width: '120px' },
    cell: ({ isRight }) =>
      isRight === null ? none() : text(isRight ? 'log_feedback_right' : 'log_feedback_wrong'),
  },
];

export const COLUMNS: readonly Column[] = [...USUAL, ...OPTIONAL];
export const USUAL_IDS: readonly string[] = USUAL.map(({ id }) => id);

const GAP_PX = 16;
const SIDES_PX = 32;

/** Below this the columns would lie over each other (list.css has the same gaps). */
export function leastPx(columns: readonly Column[]): number {
  const least = columns.map(({ width }) => Number(/\d+/.exec(width)?.[0] ?? 0));
  return least.reduce((sum, px) => sum + px + GAP_PX, SIDES_PX - GAP_PX);
}

/** The site leads to the incident and is always there. */
export function isFixed({ id }: Column): boolean {
  return id === site.id;
}

/** The chosen ones that there are; undefined where it is no such choice. */
export function columnIdsOf(stored: unknown): readonly string[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return COLUMNS.filter((column) => isFixed(column) || stored.includes(column.id)).map(
    ({ id }) => id,
  );
}

function names(list: readonly string[]): ComponentChildren {
  if (list.length === 0) return none();
  const shown = list.slice(0, MAX_NAMES).map((name) => plainText(name, 60));
  return <bdi class="clamped mono">{listText(shown)}</bdi>;
}

function none(): ComponentChildren {
  return <span class="quiet">–</span>;
}
