// What is in force, for the status page: each key with its value and source, what was ignored and why, whether the engine
// knows what it must, and what is not covered here. Secrets are left out.
import browser from 'webextension-polyfill';
import { Sha256 } from '../../../core/hash/sha256.ts';
import { keyNames, keyOf } from '../../../core/policy/policy-keys.ts';
import type { InForce, KeyInForce } from '../../../core/protocol/questions.ts';
import { selfTest } from '../../../core/self-test.ts';
import { fileRules } from '../../rule-sets/file-rules.ts';
import { wasmRules } from '../../rule-sets/wasm-rules.ts';
import type { Services } from './judgement.ts';
import type { PolicyState } from './policy.ts';

export async function inForce(services: Services): Promise<InForce> {
  const { policy, hosts, engineVersion, ruleFeed } = services;
  await Promise.all([policy.ready, services.rules.loading]);
  const { state } = policy;
  const { readAt, isManaged, isCopy, ignored } = state;
  const keys = keysOf(state);
  const text = JSON.stringify(keys.map(({ name, value }) => [name, value]));
  const listed = hosts.hostsOf('cryptojacking')[0] ?? null;
  const rules = { wasm: wasmRules(), source: fileRules() };
  return {
    ...{ engineVersion, readAt, isManaged, isCopy, ignored, keys },
    organisationName: state.policy.organisationName,
    policyHash: new Sha256().update(new TextEncoder().encode(text)).hex(),
    hostsListed: hosts.counts(),
    rules: await ruleFeed.state(),
    selfTest: selfTest(rules, listed, (host) => hosts.match(host) !== null),
    gaps: await gaps(state),
  };
}

function keysOf({ policy, sources }: PolicyState): KeyInForce[] {
  return keyNames.map((name) => {
    const { title, section, isSecret, isReserved } = keyOf(name);
    const value = isSecret ? '' : JSON.stringify(policy[name]);
    return { name, title, section, value, source: sources[name], isReserved };
  });
}

async function gaps({ policy }: PolicyState): Promise<string[]> {
  const isInPrivate = await browser.extension.isAllowedIncognitoAccess();
  return [
    ...(isInPrivate ? [] : ['Private windows: Assay may not run there.']),
    ...(policy.mode === 'monitor' ? ['Nothing is blocked: the mode is monitor.'] : []),
  ];
}
