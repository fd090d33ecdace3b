// Which extensions of a browser mine or pay for computing, by what they say of themselves: name, home and the hosts that they
// ask to reach. All of it is a claim. Pure; must never take a blocker, a wallet, a price or a game for a miner.

/** One extension or its family, as `rules/extensions` names it. */
export interface KnownExtension {
  /** Short id; the family of its incidents. */
  readonly extension: string;
  readonly title: string;
  /** Whole names in lower case, words joined by one space. */
  readonly names: readonly string[];
  /** Sites of its maker. */
  readonly sites: readonly string[];
}

/** What the browser tells of an extension. */
export interface ExtensionAsked {
  readonly name: string;
  readonly homepageUrl: string;
  /** Patterns of hosts that it asks to reach. */
  readonly hostPermissions: readonly string[];
}

export interface ExtensionMatch {
  readonly known: string | null;
  readonly isNamed: boolean;
  readonly isFromMaker: boolean;
  /** Names of hosts that it asks to reach, without patterns for everything. */
  readonly reaches: readonly string[];
}

const COIN =
  '(?:bitcoin|btc|monero|xmr|ethereum|eth|litecoin|ltc|dogecoin|doge|zcash|ravencoin|kaspa|verus|nimiq|crypto ?(?:currency|coin)?|alt ?coin|coin|satoshi|token|hash|randomx|cryptonight)';
/** `Bitcoin Miner`, `Crypto Browser Mining`, `Mine Monero`, `BTCMiner`. */
const MINES = [
  new RegExp(`\\b${COIN}s? ?(?:web |browser |auto |cpu |gpu |cloud )?(?:miners?|mining)\\b`),
  new RegExp(
    `\\b(?:mine|mining|miner for)(?: some| free| of)? (?:bitcoin|btc|monero|xmr|ethereum|eth|litecoin|dogecoin|doge|crypto(?:currency|currencies)?|coins)\\b`,
  ),
];
/** Words that make something else of such a name: what blocks, shows, plays or counts. */
const OTHERWISE =
  /\b(?:no|anti|un|non|block(?:s|er|ers|ing)?|stop(?:s|per)?|protect(?:s|ion|or)?|prevent(?:s|ion)?|detect(?:s|or|ion)?|remov(?:e|es|er|al)|kill(?:s|er)?|shield|guard|defen[cd]e(?:r)?|against|security|safe|check(?:er)?|price|prices|ticker|calculator|profitability|news|stats?|statistics|monitor(?:ing)?|dashboard|watch(?:er)?|tracker|alert(?:s)?|portfolio|wallet|game|idle|clicker|simulator|tycoon|tab theme|theme|wallpaper|quiz|course|guide|glossary|reader|meme)\b/;

/** @returns null when nothing of it speaks of mining. @param isListed whether a host stands on one of our lists */
export function matchExtension(
  known: readonly KnownExtension[],
  { name, homepageUrl, hostPermissions }: ExtensionAsked,
  isListed: (host: string) => boolean,
): ExtensionMatch | null {
  const words = wordsOf(name);
  const one = known.find(({ names }) => names.includes(words));
  const isNamed = one !== undefined || saysItMines(words);
  const reaches = [...new Set(hostPermissions.map(hostOf))].filter(isListed);
  if (OTHERWISE.test(words) && one === undefined) return null;
  if (!isNamed && reaches.length === 0) return null;
  const isFromMaker = one?.sites.some((site) => isAt(homepageUrl, site)) ?? false;
  return { known: one?.extension ?? null, isNamed, isFromMaker, reaches };
}

function saysItMines(words: string): boolean {
  return MINES.some((pattern) => pattern.test(words)) && !OTHERWISE.test(words);
}

/** `BTCMiner – Fast_Mining!` -> `btc miner fast mining`. */
function wordsOf(name: string): string {
  return name
    .slice(0, 200)
    .replace(/(\p{Ll}|[A-Z]{2,})(?=[A-Z]\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The host of a pattern such as `*://*.pool.test/*`; empty for a pattern of everything. */
function hostOf(pattern: string): string {
  const [, host = ''] = /^[a-z*+-]+:\/\/(?:\*\.)?([^/*:]+)(?::\S*?)?(?:\/|$)/.exec(pattern) ?? [];
  return host.toLowerCase();
}

function isAt(href: string, site: string): boolean {
  const host = URL.parse(href)?.hostname ?? '';
  return host === site || host.endsWith(`.${site}`);
}
