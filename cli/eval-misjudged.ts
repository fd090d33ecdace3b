// Lists every module that was judged wrongly, with the reason: which features moved the out-of-fold score, and which
// rule spoke. Modules of one code and the variants of it share a line; their number is in it.
import { tableText } from './eval-rates.ts';
import { BOTH, type Results } from './eval-results.ts';
import { movedBy, movedText } from './eval-why.ts';
import type { CorpusRow } from './train-rows.ts';

interface Misjudged {
  readonly kind: string;
  readonly row: CorpusRow;
  readonly at: number;
}

const KINDS = [
  'miner missed',
  'wild miner only suspected',
  'ordinary module confirmed',
  'ordinary module suspected',
  'dual use confirmed',
] as const;

/** The section of the report. */
export function misjudgedSection(results: Results): string {
  const found = results.matrix.rows.flatMap((row, at): Misjudged[] => {
    const kind = kindOf(row, results.levels[BOTH]?.[at] ?? 'clear');
    return kind === null ? [] : [{ kind, row, at }];
  });
  const parts = KINDS.flatMap((kind) => {
    const mine = found.filter((one) => one.kind === kind);
    if (mine.length === 0) return [`### ${kind}: none`, ''];
    return [`### ${kind}: ${mine.length}`, '', listOf(mine, results)];
  });
  return [
    '## Misjudged modules',
    '',
    'Judged by rules or model, out of fold. "Bar" is what the score would have had to reach or stay below. Features that spoke for a miner (+) and against one (−), each with its value and what it moved, in log-odds.',
    '',
    ...parts,
  ].join('\n');
}

function kindOf(row: CorpusRow, level: string): (typeof KINDS)[number] | null {
  if (row.label === 'miner') {
    if (level === 'clear') return 'miner missed';
    return row.tier === 'wild' && level === 'suspected' ? 'wild miner only suspected' : null;
  }
  if (row.label === 'dual-use') return level === 'confirmed' ? 'dual use confirmed' : null;
  if (level === 'clear') return null;
  return level === 'confirmed' ? 'ordinary module confirmed' : 'ordinary module suspected';
}

/** One line for each code: its worst module, and how many there are. */
function listOf(found: readonly Misjudged[], results: Results): string {
  const lines = new Map<string, Misjudged[]>();
  for (const one of found) {
    const { variantOf, codeSha256, sha256, repository } = one.row;
    const key = `${repository} ${variantOf ?? (codeSha256 || sha256)}`;
    lines.set(key, [...(lines.get(key) ?? []), one]);
  }
  const rows = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, mine]) => lineOf(mine, results));
  return tableText(['module', 'from', 'tier, family, passes', 'score', 'bar', 'why'], rows);
}

function lineOf(mine: readonly Misjudged[], results: Results): string[] {
  const { scores, matrix, thresholdsOfFolds, ruleIds } = results;
  const [first] = mine.toSorted(
    (a, b) => (scores.logOdds[a.at] ?? 0) - (scores.logOdds[b.at] ?? 0),
  );
  if (first === undefined) return [];
  const { row, at, kind } = first;
  const fold = scores.folds[at] ?? 0;
  const bars = thresholdsOfFolds[fold];
  const bar =
    kind === 'miner missed' || kind.endsWith('suspected') ? bars?.suspected : bars?.confirmed;
  const model = scores.models[fold];
  const moved =
    model === undefined
      ? []
      : movedBy(model, (column) => matrix.values[matrix.columns.indexOf(column)]?.[at] ?? 0);
  const passes = [...new Set(mine.flatMap((one) => one.row.passes))].sort().join(' ');
  const ids = ruleIds[at] ?? [];
  return [
    row.sha256.slice(0, 12) + (mine.length > 1 ? ` and ${mine.length - 1} more` : ''),
    row.repository,
    [row.tier, row.family, passes].filter((text) => text !== '').join(', '),
    (scores.logOdds[at] ?? 0).toFixed(2),
    String(bar ?? ''),
    [
      ids.length > 0 ? `rule ${ids.join(', ')}` : '',
      `+ ${movedText(moved, 1)}`,
      `− ${movedText(moved, -1)}`,
    ]
      .filter((text) => text !== '')
      .join('; '),
  ];
}
