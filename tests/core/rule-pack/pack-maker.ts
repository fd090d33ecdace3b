// Test aid: rule packs signed with keys that are made on the spot, and the shipped lists in small.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { verifySignature } from '../../../cli/rule-keys.ts';
import type { HostList } from '../../../core/rules/host-match.ts';
import {
  keyIdOf,
  signedBytes,
  writePackFile,
  type FeedKey,
} from '../../../core/rule-pack/pack-file.ts';
import type { RulePack } from '../../../core/rule-pack/rule-pack.ts';

export const verify = verifySignature;

export interface Signer {
  readonly key: FeedKey;
  /** Base64 of the raw public key, as a policy holds it. */
  readonly publicKey: string;
  /** The characters of a signed file. */
  file(pack: object): string;
  /** Signs a payload as it is. */
  seal(payload: string): string;
}

export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(12);
  const key = { id: keyIdOf(raw), bytes: new Uint8Array(raw) };
  const seal = (payload: string): string => sealed(payload, key.id, privateKey);
  return {
    key,
    publicKey: raw.toString('base64'),
    file: (pack) => seal(JSON.stringify(pack)),
    seal,
  };
}

function sealed(payload: string, keyId: string, privateKey: KeyObject): string {
  const signature = sign(null, signedBytes(payload), privateKey);
  return writePackFile(keyId, payload, signature.toString('base64'));
}

/** A pack that blocks `miner.example`. */
export function samplePack(changes: Partial<RulePack> = {}): RulePack {
  return {
    version: 1,
    issuedAt: '2026-11-01T00:00:00Z',
    expiresAt: '2099-01-01T00:00:00Z',
    from: 'Example, security team',
    hosts: [{ category: 'cryptojacking', sources: ['Example, CC0'], names: 'miner.example' }],
    ...changes,
  };
}

export const smallLists: readonly HostList[] = [
  {
    category: 'cryptojacking',
    defaultResponse: 'block',
    sourcesNamed: { one: 'a list, MIT' },
    hosts: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      host: `${name}.bad.test`,
      sources: ['one'],
    })),
  },
  {
    category: 'deliberate-mining',
    defaultResponse: 'observe',
    sourcesNamed: { two: 'another list, MIT' },
    hosts: [{ host: 'pool.test', sources: ['two'] }],
  },
];

/** `count` names, sorted. */
export function manyNames(count: number): string {
  const names = Array.from(
    { length: count },
    (_, index) => `host-${String(index).padStart(6, '0')}.miners.example`,
  );
  return names.join(' ');
}
