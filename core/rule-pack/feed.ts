// Where rule packs come from and who may sign them, as the policy says. Knows which addresses are allowed; it asks none.
import { readFeedKey, type FeedKey } from './pack-file.ts';

/** The part of the policy that speaks of the feed. */
export interface FeedPolicy {
  /** Address of the pack; empty: the packaged one. */
  readonly ruleFeedUrl: string;
  /** Base64 of the raw public key; empty: the packaged one. Several, separated by spaces, while keys change. */
  readonly ruleFeedKey: string;
}

/** What comes with the extension (`rules/feed.json`). */
export interface PackagedFeed {
  readonly url: string;
  readonly key: string;
}

export interface Feed {
  /** Null where no address may be asked. */
  readonly url: string | null;
  readonly keys: readonly FeedKey[];
  /** In words what keeps it from working, or null. */
  readonly problem: string | null;
}

const MOST_KEYS = 4;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** The feed that a policy means. */
export function feedOf(policy: FeedPolicy, packaged: PackagedFeed): Feed {
  const address = policy.ruleFeedUrl || packaged.url;
  if (address === '') return { url: null, keys: [], problem: null };
  const texts = (policy.ruleFeedKey || packaged.key).split(/\s+/).filter(Boolean);
  const keys = texts.slice(0, MOST_KEYS).map(readFeedKey);
  const known = keys.filter((key) => key !== null);
  if (!isAllowedAddress(address))
    return { url: null, keys: known, problem: 'the address is neither https nor on loopback' };
  if (known.length === 0 || known.length < keys.length)
    return { url: null, keys: known, problem: 'a public key is missing or not as it should be' };
  return { url: address, keys: known, problem: null };
}

/** https, or plain http to this machine; never with a password in it. */
function isAllowedAddress(address: string): boolean {
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
}
