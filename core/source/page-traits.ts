// What a page's own words say of miners at work: hash rates, shares, balances and rigs, each label with its figure in the
// line or beside it. It only counts: no text leaves it. Bounded and pure, because it runs in every page that people open.
import * as words from './page-trait-words.ts';

/** A page as it is read. */
export interface PageText {
  /** Host name in the address bar. */
  readonly host: string;
  readonly title: string;
  /** Its text in the order of the document, as `textLines` cuts it. */
  readonly lines: readonly string[];
}

/** Signs that somebody's own miners run: a page about mining has none of them with figures. */
export const OWN_TRAITS = [
  ...['unpaid', 'shares', 'lastShare', 'ownRate', 'workerTable', 'stopControl', 'wallets'],
  'minerApi',
] as const;
/** Signs that pages about mining, calculators and the public pages of pools show as well. */
export const COMMON_TRAITS = [
  ...['rates', 'workers', 'payoutRules', 'stratum', 'startControl', 'rigParts', 'efficiency'],
  ...['rigHealth', 'minerName', 'isLocal'],
] as const;

export type TraitName = (typeof OWN_TRAITS | typeof COMMON_TRAITS)[number];
export const TRAIT_NAMES: readonly TraitName[] = [...OWN_TRAITS, ...COMMON_TRAITS];
/** How often each was seen. */
export type PageTraits = Readonly<Record<TraitName, number>>;

type Counts = Record<TraitName, number>;

/** Bounds of what is read of one page. */
export const MAX_LINES = 3_000;
export const MAX_TEXT_CHARS = 100_000;
export const MAX_COUNT = 50;
/** A label is short; what is longer is prose. */
const MAX_LABEL_CHARS = 64;
const MAX_LINE_CHARS = 300;
/** Lines in which the heads of one table stand together. */
const TABLE_LINES = 10;

const RATE =
  /(?:^|[^\p{L}\p{N}.])\d[\d.,  ]{0,14}([kmgtpe])?(?:h|hash|hashes|sols?)\/s(?:ec)?(?!\p{L})/u;
const RUSSIAN_RATE = /\d ?([кмгтпэ])?[хh]\/[сs](?!\p{L})/u;
const UNIT = /^([kmgtpe])?(?:h|hash|hashes|sols?)(?:\/s(?:ec)?| per second)$/;
/** What every hash rate holds, in Latin and in Cyrillic letters: looked for first, because it is found at once. */
const SLASH = ['/s', '/с'];
const UNIT_SLASH = ['/s', 'per second'];
const MOST_UNIT_CHARS = 18;
/** Units in which only networks are measured. */
const NETWORK_UNITS = 'peпэ';
const FIGURE = /^[≈~+-]?\s?[$€£¥₿₽Ξ]?\s?\d[^!?;]{0,30}$/u;
const AGO = /^(?:just now|now|a (?:few|moment)|(?:vor|seit) |только что|刚刚)/u;
const FIGURE_OR_TIME = /\d|now|few|moment|刚/;
const STRATUM = /stratum\d?\+(?:tcp|tcps|ssl|tls|wss?):\/\//;
const EFFICIENCY = /\d ?(?:[kmg]?(?:h|sol)(?:\/s)?\/w|j\/[kmgt]h)(?!\p{L})/u;
const TEMPERATURE = /(?:^|[^\d.])\d{2,3}(?:\.\d)? ?°/;
const POWER = /(?:^|[^\d.])\d{2,4}(?:\.\d)? ?w(?:att)?(?![\p{L}/])/u;
const WALLET =
  /(?<![\w.])(?:0x[0-9a-fA-F]{40}|[48][1-9A-HJ-NP-Za-km-z]{94}|bc1[02-9ac-hj-np-z]{38,60}|kaspa:[a-z0-9]{60,64}|[13DLR][1-9A-HJ-NP-Za-km-z]{32,33}|(?:0x[0-9a-fA-F]{2,8}|[48][1-9A-HJ-NP-Za-km-z]{3,10})(?:…|\.{3,4})[0-9A-Za-z]{3,10})(?!\w)/g;

/** Cuts the text of a page into the lines that are judged. @param texts of its text nodes, in order */
export function textLines(texts: Iterable<string>): string[] {
  const lines: string[] = [];
  let left = MAX_TEXT_CHARS;
  for (const text of texts) {
    for (const part of text.slice(0, left).split('\n')) {
      const line = part.replace(/\s+/g, ' ').trim();
      if (line !== '' && lines.push(line) >= MAX_LINES) return lines;
    }
    left -= text.length;
    if (left <= 0) return lines;
  }
  return lines;
}

/** Counts what a page shows. Where there is no hash rate nothing else is looked for: that is nearly every page. */
export function countTraits({ host, title, lines }: PageText): PageTraits {
  const counts: Counts = { ...NO_TRAITS, isLocal: isLocalHost(host) ? 1 : 0 };
  const lower = lines.map((line) => (line.length <= MAX_LINE_CHARS ? line.toLowerCase() : ''));
  counts.rates = ratesIn(lower);
  counts.minerApi = counts.isLocal > 0 ? apiKeysIn(lines) : 0;
  if (counts.rates > 0 || counts.minerApi > 0) countMore(counts, lower);
  if (counts.rates > 0) counts.wallets = walletsIn(lines);
  counts.minerName = words.MINER_NAME.test(title.slice(0, MAX_LINE_CHARS).toLowerCase()) ? 1 : 0;
  for (const name of TRAIT_NAMES) counts[name] = Math.min(counts[name], MAX_COUNT);
  return counts;
}

function countMore(counts: Counts, lower: readonly string[]): void {
  // Most lines are no figure, nor beside one: no label is looked for there.
  const dated = lower.map((line) => FIGURE_OR_TIME.test(line));
  for (const [at, line] of lower.entries()) {
    if (line === '') continue;
    if (line.length <= MAX_LABEL_CHARS) {
      const isBeside = dated[at] || dated[at + 1] || dated[at + 2] || dated[at - 1];
      if (isBeside) countLabel(counts, lower, at);
      for (const [name, pattern] of WHOLE) if (pattern.test(line)) counts[name]++;
    }
    if (dated[at] || line.includes('stratum')) countFigures(counts, line);
  }
  counts.shares += pairsIn(lower);
  counts.rigHealth = Math.min(counts.rigHealth, lower.filter((line) => POWER.test(line)).length);
  counts.workerTable = hasWorkerTable(lower) ? 1 : 0;
}

/** How many of the signs of each kind a page shows; one sign is one, however often it is there. */
export function traitSums(traits: PageTraits): { readonly own: number; readonly common: number } {
  const isShown = (name: TraitName): boolean =>
    name === 'wallets' ? traits.wallets > 0 && traits.wallets <= MAX_OWN_WALLETS : traits[name] > 0;
  // Without a hash rate nothing is mined: the same words are said of shops and shares of stock.
  const isLocalApi = traits.isLocal > 0 && traits.minerApi >= MIN_API_KEYS;
  if (traits.rates === 0 && !isLocalApi) return { own: 0, common: 0 };
  const own = OWN_TRAITS.filter((name) => name !== 'minerApi' && isShown(name)).length;
  // The answer of a miner on this machine or beside it says what a whole dashboard would.
  return {
    own: own + (isLocalApi ? 3 : 0),
    common: COMMON_TRAITS.filter(isShown).length,
  };
}

/** Whether more need not be seen before somebody judges. */
export function isPlain(traits: PageTraits): boolean {
  return traitSums(traits).own >= 3;
}

/** Who mines has a few addresses; explorers and lists of miners have many. */
const MAX_OWN_WALLETS = 4;
const MIN_API_KEYS = 2;
/** A page that shows none of them. */
export const NO_TRAITS = Object.fromEntries(TRAIT_NAMES.map((name) => [name, 0])) as PageTraits;

/** Labels that need a figure in their line, or in a line beside it. */
const LABELS: readonly (readonly [TraitName, RegExp])[] = [
  ['unpaid', words.UNPAID],
  ['shares', words.SHARES],
  ['workers', words.WORKERS],
  ['payoutRules', words.PAYOUT_RULES],
];
/** Lines that say it by themselves. */
const WHOLE: readonly (readonly [TraitName, RegExp])[] = [
  ['workers', words.COUNTED_WORKERS],
  ['stopControl', words.STOP],
  ['startControl', words.START],
  ['rigParts', words.RIG_PARTS],
];

function countLabel(counts: Counts, lines: readonly string[], at: number): void {
  const line = lines[at] ?? '';
  for (const [name, pattern] of LABELS) {
    if (counts[name] >= MAX_COUNT) continue;
    const found = pattern.exec(line);
    if (found && hasFigure(lines, at, found[0].length)) counts[name]++;
  }
  if (words.OWN_RATE.test(line) && ownRateBeside(lines, at)) counts.ownRate++;
  const last = words.LAST_SHARE.exec(line);
  const isDated = last && (hasFigure(lines, at, last[0].length) || AGO.test(lines[at + 1] ?? ''));
  if (isDated) counts.lastShare++;
}

/** How often two labels that say it only together have their figures. */
function pairsIn(lines: readonly string[]): number {
  const having = (head: RegExp): number =>
    lines.filter((line, at) => head.test(line) && hasFigure(lines, at, line.length)).length;
  return Math.min(having(words.ACCEPTED), having(words.REJECTED));
}

function ratesIn(lines: readonly string[]): number {
  let found = 0;
  for (const [at, line] of lines.entries()) {
    if (isRate(line) || isUnitOfFigure(lines, at)) found++;
    if (found >= MAX_COUNT) return found;
  }
  return found;
}

/** A figure with the unit of a hash rate. */
function isRate(line: string): boolean {
  return (
    SLASH.some((slash) => line.includes(slash)) && (RATE.test(line) || RUSSIAN_RATE.test(line))
  );
}

/** The unit of a hash rate, and its figure in a line beside it. */
function isUnitOfFigure(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const isUnit =
    line.length <= MOST_UNIT_CHARS &&
    UNIT_SLASH.some((part) => line.includes(part)) &&
    UNIT.test(line);
  return isUnit && hasFigure(lines, at, line.length);
}

function countFigures(counts: Counts, line: string): void {
  if (STRATUM.test(line)) counts.stratum++;
  if (EFFICIENCY.test(line)) counts.efficiency++;
  if (TEMPERATURE.test(line)) counts.rigHealth++;
}

/** Whether a label of `length` characters has its figure: behind it, in the next lines, or in the line before. */
function hasFigure(lines: readonly string[], at: number, length: number): boolean {
  const rest = (lines[at] ?? '').slice(length).replace(/^[\s:=–—|()*-]+/u, '');
  if (/^[≈~+]?\s?[$€£¥₿₽Ξ]?\s?\d/u.test(rest)) return true;
  // A label goes on with a unit at most: what follows otherwise is another thing.
  if (rest.length > 5) return false;
  return beside(lines, at).some((line) => FIGURE.test(line));
}

/** The two lines behind a line, and the one before it. */
function beside(lines: readonly string[], at: number): string[] {
  return [lines[at + 1], lines[at + 2], lines[at - 1]].filter((line) => line !== undefined);
}

/** A hash rate of a size that machines have, in the line of its label or beside it. */
function ownRateBeside(lines: readonly string[], at: number): boolean {
  return [lines[at] ?? '', ...beside(lines, at)].some((line, index, all) => {
    const found = RATE.exec(line) ?? RUSSIAN_RATE.exec(line);
    if (found) return !NETWORK_UNITS.includes(found[1] ?? ' ');
    const unit = UNIT.exec(line);
    const isFigure = FIGURE.test(all[index - 1] ?? '') || FIGURE.test(all[index + 1] ?? '');
    return unit !== null && isFigure && !NETWORK_UNITS.includes(unit[1] ?? ' ');
  });
}

/** Whether the heads of a table of workers stand together: worker, hash rate, and results or times. */
function hasWorkerTable(lines: readonly string[]): boolean {
  const { worker, rate, results, times } = words.COLUMNS;
  return lines.some((line, at) => {
    if (line.length > MAX_LABEL_CHARS || !worker.test(line)) return false;
    const others = lines.slice(at + 1, at + TABLE_LINES);
    const has = (head: RegExp): boolean => others.some((other) => head.test(other));
    return has(rate) && (has(results) || has(times));
  });
}

function walletsIn(lines: readonly string[]): number {
  const found = new Set<string>();
  for (const line of lines) {
    if (line.length < 10 || line.length > MAX_LINE_CHARS) continue;
    for (const [address] of line.matchAll(WALLET)) if (isMixed(address)) found.add(address);
    if (found.size > MAX_COUNT) break;
  }
  return found.size;
}

/** Addresses are not words: they have digits, and letters. */
function isMixed(address: string): boolean {
  return /\d/.test(address) && /[a-z]/i.test(address);
}

function apiKeysIn(lines: readonly string[]): number {
  const keys = new Set<string>();
  if (!/^[{[]/.test(lines[0] ?? '')) return 0;
  for (const line of lines)
    for (const [, key = ''] of line.slice(0, MAX_TEXT_CHARS).matchAll(words.API_KEYS))
      keys.add(key);
  return keys.size;
}

/** Whether a host name is of this machine or of the network around it. */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (name === 'localhost' || /\.(?:localhost|local|lan|home|internal)$/.test(name)) return true;
  if (name.includes(':')) return name === '::1' || /^f(?:[cd]|e[89ab])/.test(name);
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(name)) return name !== '' && !name.includes('.');
  return /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
    name,
  );
}
