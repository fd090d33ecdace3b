// Which modules are no independent witnesses of each other: those of one repository, those with the same code, and the
// variants made of one module. Training, folds and weights go by these groups, because near-duplicates on both sides of
// a split make any score look good.
import type { CorpusRow } from './train-rows.ts';

/** npm packages that are built from a repository that is in the corpus under its own name. */
const SAME_SOURCE: Readonly<Record<string, string>> = {
  'npm:libsodium-sumo': 'jedisct1/libsodium.js',
  'npm:libsodium-wrappers-sumo': 'jedisct1/libsodium.js',
  'npm:libsodium-wrappers': 'jedisct1/libsodium.js',
  'npm:libsodium': 'jedisct1/libsodium.js',
  'npm:argon2-browser': 'antelle/argon2-browser',
  'npm:monero-ts': 'woodser/monero-ts',
  'npm:monero-javascript': 'woodser/monero-ts',
  'npm:@nimiq/core-web': 'nimiq/core-js',
  'npm:snarkjs': 'iden3/snarkjs',
  'npm:@cap.js/wasm': 'tiagozip/cap',
  'npm:@mcaptcha/pow-wasm': 'mCaptcha/mCaptcha',
  'npm:altcha': 'altcha-org/altcha',
  'npm:xxhash-wasm': 'jungomi/xxhash-wasm',
  'npm:draco3d': 'google/draco',
  'npm:sql.js': 'sql-js/sql.js',
  'npm:v86': 'copy/v86',
  'npm:turtlecoin-utils': 'npm:turtlecoin-crypto',
  'MarcoCiaramella/minotaurx-web': 'MarcoCiaramella/cpu-web-miner',
};

/** Where a row comes from, whatever its version. */
export function sourceOf(repository: string): string {
  const bare = repository.replace(/^(npm:@?[^@]+)@.*$/, '$1');
  return SAME_SOURCE[bare] ?? bare;
}

/** The number of each row's group, from 0, in the order of first appearance. */
export function groupsOf(rows: readonly CorpusRow[]): Int32Array {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    const above = parent.get(key);
    if (above === undefined || above === key) return key;
    const top = root(above);
    parent.set(key, top);
    return top;
  };
  const join = (a: string, b: string): void => void parent.set(root(a), root(b));
  for (const row of rows) {
    const own = `module ${row.sha256}`;
    join(own, `source ${sourceOf(row.repository)}`);
    if (row.codeSha256 !== '') join(own, `code ${row.codeSha256}`);
    if (row.variantOf !== null) join(own, `module ${row.variantOf}`);
  }
  const numbers = new Map<string, number>();
  return Int32Array.from(rows, (row) => {
    const top = root(`module ${row.sha256}`);
    const number = numbers.get(top) ?? numbers.size;
    numbers.set(top, number);
    return number;
  });
}

/**
 * The weight of each row. A source weighs as the square root of the number of its different codes, shared evenly among
 * those; a code and its variants weigh together as one code. So neither 200 near-duplicates nor 200 mutations count 200
 * times. Each label then gets the share of the whole that `shares` names (a share of 1 for each of two labels: even).
 */
export function weightsOf(
  rows: readonly CorpusRow[],
  shares: Readonly<Record<CorpusRow['label'], number>>,
): Float64Array {
  const codes = codesOf(rows);
  const codesOfSource = new Map<string, Set<string>>();
  const rowsOfCode = new Map<string, number>();
  for (const [i, row] of rows.entries()) {
    const code = codes[i] ?? '';
    const source = `${row.label} ${sourceOf(row.repository)}`;
    codesOfSource.set(source, (codesOfSource.get(source) ?? new Set()).add(code));
    rowsOfCode.set(`${source} ${code}`, (rowsOfCode.get(`${source} ${code}`) ?? 0) + 1);
  }
  const raw = rows.map((row, i) => {
    const source = `${row.label} ${sourceOf(row.repository)}`;
    const different = codesOfSource.get(source)?.size ?? 1;
    return 1 / Math.sqrt(different) / (rowsOfCode.get(`${source} ${codes[i] ?? ''}`) ?? 1);
  });
  const totals = { miner: 0, 'dual-use': 0, benign: 0 };
  for (const [i, row] of rows.entries()) totals[row.label] += raw[i] ?? 0;
  const whole = raw.reduce((sum, weight) => sum + weight, 0);
  const shareSum = shares.miner + shares['dual-use'] + shares.benign;
  return Float64Array.from(rows, (row, i) => {
    const scale = ((shares[row.label] / shareSum) * whole) / totals[row.label];
    return (raw[i] ?? 0) * scale;
  });
}

/** The code that each row stands for: its own, or that of the module it is a variant of. */
function codesOf(rows: readonly CorpusRow[]): string[] {
  const bySha = new Map(rows.map((row) => [row.sha256, row]));
  return rows.map((row) => {
    const original = (row.variantOf === null ? undefined : bySha.get(row.variantOf)) ?? row;
    return row.variantOf !== null && original === row
      ? row.variantOf
      : original.codeSha256 || original.sha256;
  });
}
