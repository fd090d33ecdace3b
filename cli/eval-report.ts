// The tables of tests/corpus/EVALUATION.md. Every number comes out of the results of one run; the text between them
// says what was counted, never how well it went.
import { isFlagged, type Level } from './eval-judges.ts';
import { familiesOf, isOriginalMiner } from './eval-leave-out.ts';
import { misjudgedSection } from './eval-misjudged.ts';
import { percent, rateOf, rateText, tableText, type Rate } from './eval-rates.ts';
import { BOTH, MODEL, RULES, type Results } from './eval-results.ts';
import { FOLDS, positionsWhere } from './train-model.ts';
import type { CorpusRow } from './train-rows.ts';

/** The whole file. */
export function report(results: Results, vectorsSha256: string): string {
  return [
    heading(results, vectorsSha256),
    ...[goals, tiers, families, unseenFamilies, innocents, obfuscation, baselines].map((section) =>
      section(results),
    ),
    misjudgedSection(results),
  ].join('\n');
}

type Wanted = (row: CorpusRow) => boolean;
const isConfirmed = (level: Level): boolean => level === 'confirmed';
const inTier =
  (...names: readonly string[]): Wanted =>
  (row) =>
    names.includes(row.tier);

function levelsWhere({ matrix, levels }: Results, judge: string, wanted: Wanted): Level[] {
  return positionsWhere(matrix, wanted).map((at) => levels[judge]?.[at] ?? 'clear');
}

const flagged = (results: Results, judge: string, wanted: Wanted): Rate =>
  rateOf(levelsWhere(results, judge, wanted), isFlagged);
const confirmed = (results: Results, judge: string, wanted: Wanted): Rate =>
  rateOf(levelsWhere(results, judge, wanted), isConfirmed);

function heading({ matrix, thresholds, isHeldBack }: Results, vectorsSha256: string): string {
  const { rows, columns, groups } = matrix;
  return [
    '# Evaluation of the static judge',
    '',
    'Written by `npm run eval` from `tests/corpus/vectors.jsonl.gz`; the same vectors and the same source give the same file.',
    '',
    `- ${rows.length} modules with ${codesIn(rows)} different codes in ${new Set(groups).size} groups, ${columns.length} columns; the unpacked rows have the sha256 \`${vectorsSha256.slice(0, 16)}…\`.`,
    `- **Out of fold**: every score of a model is by one that has seen no module of the same repository, none with the same code section, and no variant of either (${FOLDS} grouped folds). The thresholds that a row is held to are chosen on the other folds.`,
    '- **The rules are not out of fold**: people wrote them and knew this corpus. Where it matters, both are given apart.',
    `- ${rows.filter(isHeldBack).length} modules come from passes and seeds of the mutator that no training sees; they are counted apart.`,
    `- The shipped thresholds are ${thresholds.suspected} (suspected) and ${thresholds.confirmed} (confirmed), in log-odds.`,
    '- Rates are followed by their counts and the Wilson 95 % interval, in per cent. Modules of one repository are no independent draws: the true intervals are wider. "Flagged" is suspected or confirmed.',
    '',
  ].join('\n');
}

function codesIn(rows: readonly CorpusRow[]): number {
  return new Set(rows.map((row) => row.codeSha256 || row.sha256)).size;
}

function section(title: string, ...parts: readonly string[]): string {
  return [`## ${title}`, '', ...parts].join('\n');
}

function goals(results: Results): string {
  return section(
    'What was to be reached',
    'All by rules or model together, the model out of fold.',
    '',
    figures(results),
  );
}

/** The figures that were to be reached, as a table; the model card holds it too. */
export function figures(results: Results): string {
  const { isHeldBack } = results;
  const macro = macroFlagged(results, BOTH);
  const unseen = mean(results.leftOut.map(({ byBoth }) => byBoth.hits / byBoth.all));
  const unseenModel = mean(results.leftOut.map(({ byModel }) => byModel.hits / byModel.all));
  const obfuscated: Wanted = (row) => row.tier === 'obfuscated';
  const both = (wanted: Wanted): string => rateText(flagged(results, BOTH, wanted));
  const sure = (wanted: Wanted): string => rateText(confirmed(results, BOTH, wanted));
  const benign = inTier('benign');
  return tableText(
    ['what', 'goal', 'measured'],
    [
      ['wild miners flagged', 'at least 99 %', both(inTier('wild'))],
      ['wild miners confirmed', 'at least 97 %', sure(inTier('wild'))],
      ['families, macro average flagged', 'at least 95 %', `${percent(macro)} %`],
      [
        'family left out, macro average flagged',
        'at least 70 %',
        `${percent(unseen)} % (by the model alone ${percent(unseenModel)} %)`,
      ],
      ['obfuscated miners flagged', 'at least 98 %', both(obfuscated)],
      [
        '… passes and seeds never trained on',
        '',
        both((row) => obfuscated(row) && isHeldBack(row)),
      ],
      ['controls of the same obfuscation confirmed', 'at most 1 %', sure(inTier('control'))],
      ['ordinary web modules confirmed', 'at most 1 in 5,000', sure(benign)],
      ['ordinary web modules suspected or confirmed', 'at most 0.5 %', both(benign)],
      ['dual use confirmed', '0 but for argued cases', sure(inTier('dual-use'))],
      ['dual use suspected', '', both(inTier('dual-use'))],
    ],
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Average over families of the share of their originals that is flagged: every family counts the same. */
function macroFlagged(results: Results, judge: string): number {
  const shares = familiesOf(results.matrix.rows).map((family) => {
    const rate = flagged(results, judge, (row) => isOriginalMiner(row) && row.family === family);
    return rate.hits / rate.all;
  });
  return mean(shares);
}

function tiers(results: Results): string {
  const names = ['wild', 'open-source', 'obfuscated', 'control', 'dual-use', 'benign'];
  const rows = names.flatMap((tier) =>
    [BOTH, RULES, MODEL].map((judge, i) => [
      i === 0 ? `**${tier}**` : '',
      judge,
      rateText(flagged(results, judge, inTier(tier))),
      rateText(confirmed(results, judge, inTier(tier))),
    ]),
  );
  return section('Tiers', tableText(['tier', 'judge', 'flagged', 'confirmed'], rows));
}

function families(results: Results): string {
  const rows = familiesOf(results.matrix.rows).map((family) => {
    const wanted: Wanted = (row) => isOriginalMiner(row) && row.family === family;
    const found = results.matrix.rows.filter(wanted);
    const sources = new Set(found.map(({ repository }) => repository)).size;
    return [
      family,
      `${found.length} / ${codesIn(found)} / ${sources}`,
      rateText(flagged(results, BOTH, wanted)),
      rateText(confirmed(results, BOTH, wanted)),
      short(flagged(results, RULES, wanted)),
      short(flagged(results, MODEL, wanted)),
    ];
  });
  const macro = (judge: string): string => `${percent(macroFlagged(results, judge))} %`;
  const head = ['family', 'modules / codes / sources', 'flagged', 'confirmed', 'rules', 'model'];
  return section(
    'Families',
    'Miners as they were found, without mutations. The last two columns are flagged by rules alone, and by the model alone out of fold.',
    '',
    tableText(head, [
      ...rows,
      ['**macro average**', '', `**${macro(BOTH)}**`, '', macro(RULES), macro(MODEL)],
    ]),
  );
}

const short = ({ hits, all }: Rate): string => `${hits} of ${all}`;

function unseenFamilies({ leftOut }: Results): string {
  const rows = leftOut.map(({ family, byModel, byBoth, missed }) => [
    family,
    short(byModel),
    rateText(byBoth),
    missed.length === 0
      ? ''
      : missed
          .slice(0, 3)
          .map(({ row, logOdds }) => `${row.sha256.slice(0, 8)} ${logOdds.toFixed(2)}`)
          .join(', ') + (missed.length > 3 ? ' …' : ''),
  ]);
  return section(
    'A family that nobody has seen',
    'Trained without the family and without every group that holds a module of it; rules of the family do not count. The bar is the shipped one.',
    '',
    tableText(['family left out', 'model', 'model or rules of others', 'missed (log-odds)'], rows),
  );
}

function innocents(results: Results): string {
  const perMille = ({ hits, all }: Rate): string =>
    `${hits} of ${all} (${((hits / Math.max(1, all)) * 1000).toFixed(2)} ‰)`;
  const rows = [BOTH, RULES, MODEL].flatMap((judge) =>
    (['benign', 'dual-use'] as const).map((tier) => [
      judge,
      tier === 'benign' ? 'ordinary web modules' : 'dual use',
      perMille(flagged(results, judge, inTier(tier))),
      perMille(confirmed(results, judge, inTier(tier))),
    ]),
  );
  return section(
    'Ordinary modules and dual use',
    tableText(['judge', 'of', 'flagged', 'confirmed'], rows),
  );
}

function obfuscation(results: Results): string {
  const { matrix, isHeldBack } = results;
  const passes = [
    ...new Set(
      matrix.rows
        .filter(inTier('obfuscated', 'control'))
        .flatMap(({ passes: names }) => (names.length === 0 ? ['as published'] : names)),
    ),
  ].sort();
  const has = (row: CorpusRow, pass: string): boolean =>
    pass === 'as published' ? row.passes.length === 0 : row.passes.includes(pass);
  const line = (name: string, wanted: Wanted): string[] => [
    name,
    rateText(flagged(results, BOTH, (row) => row.tier === 'obfuscated' && wanted(row))),
    short(flagged(results, MODEL, (row) => row.tier === 'obfuscated' && wanted(row))),
    short(flagged(results, BOTH, (row) => row.tier === 'control' && wanted(row))),
    short(confirmed(results, BOTH, (row) => row.tier === 'control' && wanted(row))),
  ];
  return section(
    'Obfuscation, and the same done to others',
    'A variant counts for every pass that made it. Controls are the same passes over modules that are no miners.',
    '',
    tableText(
      ['pass', 'miners flagged', 'model alone', 'controls flagged', 'controls confirmed'],
      [
        line('**all**', () => true),
        line('**never trained on**', isHeldBack),
        ...passes.map((pass) => line(pass, (row) => has(row, pass))),
      ],
    ),
  );
}

function baselines(results: Results): string {
  const miners: Wanted = (row) => row.label === 'miner';
  const groups: readonly (readonly [string, Wanted])[] = [
    ['wild', inTier('wild')],
    ['open-source', inTier('open-source')],
    ['obfuscated', inTier('obfuscated')],
    ['all miners', miners],
    ['controls', inTier('control')],
    ['ordinary', inTier('benign')],
    ['dual use', inTier('dual-use')],
  ];
  const rows = Object.keys(results.levels).map((judge) => [
    judge,
    ...groups.map(([, wanted]) => {
      const rate = flagged(results, judge, wanted);
      return rate.all === 0 ? '' : `${percent(rate.hits / rate.all)} %`;
    }),
    `${percent(macroFlagged(results, judge))} %`,
  ]);
  const note = Object.hasOwn(results.levels, 'baseline: xor and shift share')
    ? ''
    : 'The baselines on whole-module ratios are missing: these rows were frozen without `ratios`.\n';
  return section(
    'Baselines',
    'Flagged, on the same rows in the same run. The constant rule asks for a Groestl table and a Skein or JH constant.',
    '',
    tableText(['judge', ...groups.map(([name]) => name), 'families (macro)'], rows),
    note,
  );
}
