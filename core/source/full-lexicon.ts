// The lexicon for files: all sets of the small one, more constants, and the words by which mining programs talk to
// themselves and to their pools. Each word is innocent alone, and obfuscated scripts have none of them.
import { constantSets } from '../features/constants.ts';
import { indexOf, type WordSet } from './hash-words.ts';
import { HEADER, type Lexicon } from './lexicon.ts';

const MORE: readonly WordSet[] = [
  // The start of SHA-256, which BLAKE-256, BLAKE2s and BLAKE3 share.
  { name: 'sha256-start', need: 4, words: [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a] },
  // BLAKE-256: the first digits of pi, which Blowfish has too.
  { name: 'blake256', need: 4, words: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] },
  // The parity of Skein's keys: in code even where the tables lie in another file.
  { name: 'skein-parity', need: 2, words: [0x1bd11bda, 0xa9fc1a22] },
  // The mask of CryptoNight's scratchpad of 2 MiB, and of the lite one of half of it.
  { name: 'cryptonight-mask', need: 1, words: [0x1ffff0, 0xffff0] },
  { name: 'sha1', need: 3, words: [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6] },
];

const WORDS = new RegExp(
  [
    // The dialects of pools: stratum, getwork, and what the web miners of 2017 made of them.
    'mining\\.(?:subscribe|authorize|notify|submit)|stratum|getwork|midstate|coinb1|extranonce|prev_?hash|seed_hash',
    'job_id|hash_?accepted|hashsolved|submitHash',
    // The interfaces of the known clients and of their heirs.
    '(?:Accepted|Total)Hashes|[hH]ashesPerSecond|EXCLUSIVE_TAB|throttleMiner|(?:start|stop)Mining',
    '\\.Anonymous\\(|CoinHive|CryptoNoter|deepMiner|jsecoin',
    // What is computed.
    '[cC]rypto[nN]ight|slow_hash|hashimoto|sha256d|doubleSha256|yespower|minotaurx|ghostrider',
    '[nN]once|[hH]ash_?[rR]ate|argon2\\w{0,9}_target',
  ].join('|'),
  'g',
);

/** Of a longer text only both ends are read for words: they prove nothing, and to look for many costs time. */
const END_CHARS = 1 << 18;
/** Obfuscators write names as `\x6e\x6f`. */
const ESCAPES = /\\(?:x|u00)([2-7][\da-f])/gi;

/** So many different words together are `mining-talk`. */
const TALK = 2;

let full: Lexicon | null = null;

/** For files. */
export function fullLexicon(): Lexicon {
  return (full ??= {
    index: indexOf([...constantSets(), HEADER, ...MORE]),
    plain: unescaped,
    wordsIn: (text) => {
      const words = miningWords(text);
      return words.length < TALK ? words : [...words, 'mining-talk'];
    },
  });
}

/** The different words of mining in `text`, in lower case without underscores, sorted. */
export function miningWords(text: string): string[] {
  const isLong = text.length > 2 * END_CHARS;
  const ends = isLong ? `${text.slice(0, END_CHARS)} ${text.slice(-END_CHARS)}` : text;
  const words = ends.match(WORDS) ?? [];
  return [
    ...new Set(words.map((word) => word.toLowerCase().replace('_', '').replace('stop', 'start'))),
  ].sort();
}

function unescaped(text: string): string {
  // Most texts have none, and few have many.
  if (!text.includes('\\x') && !text.includes('\\u00')) return text;
  return text.replace(ESCAPES, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
