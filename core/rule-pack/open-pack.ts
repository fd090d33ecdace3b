// The way of a file to rules that may be applied: envelope, key, signature, schema, then whether it is newer than all
// before and still in its time. Each refusal has a kind, by which it is counted, and words for people. It applies nothing.
import { isSignedBy, readPackFile, type FeedKey, type Verify } from './pack-file.ts';
import { readRulePack, type RulePack } from './rule-pack.ts';

export type RefusalKind =
  | 'feed not set up'
  | 'feed not reached'
  | 'too large'
  | 'no rule pack'
  | 'unknown key'
  | 'wrong signature'
  | 'signature cannot be checked'
  | 'wrong schema'
  | 'expired'
  | 'older than the last'
  | 'failed its self-test'
  | 'not taken by the browser';

export interface Refusal {
  readonly refused: RefusalKind;
  /** A sentence without its full stop. */
  readonly why: string;
}

export interface OpenedPack {
  readonly pack: RulePack;
  readonly keyId: string;
  /** Ed25519 gives a payload one signature under a key: it names the contents. */
  readonly signature: string;
}

/** The newest pack that was ever applied under a key. */
export interface Newest {
  readonly version: number;
  readonly signature: string;
}

/** Opens a file that one of the keys has signed. Never rejects; whether it may follow is asked by `orderOf`. */
export async function openPack(
  text: string,
  keys: readonly FeedKey[],
  verify: Verify,
): Promise<OpenedPack | Refusal> {
  const file = readPackFile(text);
  if (!file) return refusal('no rule pack', 'the file is no rule pack that this version reads');
  const key = keys.find(({ id }) => id === file.keyId);
  if (!key) return refusal('unknown key', `the pack is signed with the key ${file.keyId}`);
  try {
    if (!(await isSignedBy(file, key, verify)))
      return refusal('wrong signature', 'the signature does not belong to the contents');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refusal('signature cannot be checked', `this browser cannot check it: ${reason}`);
  }
  const pack = readRulePack(file.payload);
  if (typeof pack === 'string') return refusal('wrong schema', pack);
  return { pack, keyId: key.id, signature: file.signature };
}

/** Whether an opened pack comes after the newest one of its key, or is that one once more. */
export function orderOf(
  { pack, signature }: OpenedPack,
  newest: Newest | null,
): 'newer' | 'same' | Refusal {
  if (!newest || pack.version > newest.version) return 'newer';
  if (pack.version === newest.version && signature === newest.signature) return 'same';
  const { version } = pack;
  return refusal(
    'older than the last',
    version === newest.version
      ? `another pack of version ${version} was applied before`
      : `version ${version} is older than version ${newest.version}, which was applied before`,
  );
}

export function refusal(refused: RefusalKind, why: string): Refusal {
  return { refused, why };
}

export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome;
}
