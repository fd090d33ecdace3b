// What is in force, for the status page: each key with its value and source, what was ignored and why, whether the engine
// knows what it must, and what is not covered here. Secrets are left out.
import browser from 'webextension-polyfill';
import { keyNames, keyOf } from '../../../core/policy/policy-keys.ts';
import type { GapName, InForce, KeyInForce } from '../../../core/protocol/questions.ts';
import { selfTest } from '../../../core/self-test.ts';
import { fileRules } from '../../rule-sets/file-rules.ts';
import { wasmRules } from '../../rule-sets/wasm-rules.ts';
import { digestOf } from './digest.ts';
import { mayLeave } from './fleet/sinks-in-use.ts';
import type { Services } from './services.ts';
import type { PolicyState } from './policy.ts';

const GAPS: Readonly<Record<GapName, string>> = {
  'private-windows': 'Private windows: Assay may not run there.',
  monitor: 'Nothing is blocked: the mode is monitor.',
  'start-flags':
    'Whoever can start the browser with flags of their own can start it without Assay.',
  'no-consent':
    'Nothing is sent: the policy names sinks and does not state the consent that Firefox needs.',
};

export async function inForce(services: Services): Promise<InForce> {
  const { policy, hosts, engineVersion, ruleFeed } = services;
  await Promise.all([policy.ready, services.rules.loading]);
  const { state } = policy;
  const { readAt, isManaged, isCopy, ignored } = state;
  const keys = keysOf(state);
  const text = JSON.stringify(keys.map(({ name, value }) => [name, value]));
  const listed = hosts.hostsOf('cryptojacking')[0] ?? null;
  const gapNames = await gapsOf(state);
  const rules = { wasm: wasmRules(), source: fileRules() };
  return {
    ...{ engineVersion, readAt, isManaged, isCopy, ignored, keys },
    organisationName: state.policy.organisationName,
    policyHash: await digestOf(text),
    hostsListed: hosts.counts(),
    rules: await ruleFeed.state(),
    selfTest: selfTest(rules, listed, (host) => hosts.match(host) !== null),
    gaps: gapNames.map((name) => GAPS[name]),
    gapNames,
  };
}

function keysOf({ policy, sources }: PolicyState): KeyInForce[] {
  return keyNames.map((name) => {
    const { title, section, isSecret } = keyOf(name);
    const value = isSecret ? '' : JSON.stringify(policy[name]);
    return { name, title, section, value, source: sources[name] };
  });
}

async function gapsOf({ policy, isManaged }: PolicyState): Promise<readonly GapName[]> {
  const isInPrivate = await browser.extension.isAllowedIncognitoAccess();
  return [
    ...(isInPrivate ? [] : (['private-windows'] as const)),
    ...(policy.mode === 'monitor' ? (['monitor'] as const) : []),
    ...(isManaged ? (['start-flags'] as const) : []),
    ...(policy.fleetSinks.length > 0 && !mayLeave(policy) ? (['no-consent'] as const) : []),
  ];
}
