// What people set at this browser: each key with what holds and whether they may change it, one change after the other, and the
// exceptions that they add and end. Whatever they give is read as the policy is read; a wrong value is answered, not stored.
import browser from 'webextension-polyfill';
import type { Right } from '../../../core/policy/define-key.ts';
import { isKeyName, keyNames, keyOf, type KeyName } from '../../../core/policy/policy-keys.ts';
import { readLayer, readValue, type Layer } from '../../../core/policy/resolve.ts';
import type { NamedHost } from '../../../core/policy/shapes.ts';
import type { Questions, Setting, Settings } from '../../../core/protocol/questions.ts';
import type { Services } from './services.ts';
import type { PolicyState } from './policy.ts';

const RIGHT_WORDS: Readonly<Record<Right, string>> = {
  'see-log': 'to see the log',
  'clear-log': 'to clear the log',
  'add-exceptions': 'to add exceptions',
  'ask-for-exceptions': 'to ask for exceptions',
  'change-settings': 'to change settings',
};

/** What was given is no value of the setting; the message says what is. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

/** @throws an Error that can be shown, where the company does not allow it */
export async function allowed({ policy }: Services, right: Right): Promise<void> {
  await policy.ready;
  if (policy.current.peopleMay.includes(right)) return;
  const by = policy.current.organisationName || 'The company';
  throw new Error(`${by} does not allow people ${RIGHT_WORDS[right]} on this device.`);
}

/** All keys as the settings page shows them. */
export async function settingsOf({ policy }: Services): Promise<Settings> {
  await policy.ready;
  const { state, persons } = policy;
  return {
    isManaged: state.isManaged,
    organisationName: state.policy.organisationName,
    settings: keyNames.map((name) => settingOf(name, state, persons[name])),
    maySeeExtensions: await browser.permissions.contains({ permissions: ['management'] }),
  };
}

function settingOf(name: KeyName, { policy, sources }: PolicyState, own: unknown): Setting {
  const { title, section, description, shape, isSecret, default: byDefault } = keyOf(name);
  return {
    ...{ name, title, section, description, expects: shape.expects, kind: shape.kind },
    ...{ value: isSecret ? '' : policy[name], isSecret },
    ...(own !== undefined && !isSecret && { own }),
    default: byDefault,
    source: sources[name],
    locked: lockOf(name, { policy, sources }),
  };
}

/** Lists that add up stay open beside what the company names. */
function lockOf(
  name: KeyName,
  { policy, sources }: Pick<PolicyState, 'policy' | 'sources'>,
): Setting['locked'] {
  const { right, addsUp } = keyOf(name);
  if (right === null) return sources[name] === 'company' ? 'company' : 'company-only';
  if (sources[name] === 'company' && !addsUp) return 'company';
  return policy.peopleMay.includes(right) ? '' : 'right';
}

/** @param value undefined to reset @throws an Error that says what is wrong, or who does not allow it */
export async function changeSetting(
  services: Services,
  key: string,
  value: unknown,
): Promise<Settings> {
  const name = known(key);
  await mayChange(services, name);
  const right = value === undefined ? undefined : rightValue(name, value);
  await services.policy.changePersons((before) => withValue(before, name, right));
  return settingsOf(services);
}

/** All or nothing; of what cannot be changed here nothing is touched. @throws an Error that names what is wrong */
export async function replaceSettings(
  services: Services,
  values: Readonly<Record<string, unknown>>,
): Promise<Settings> {
  const { policy } = services;
  await policy.ready;
  const given = new Map(Object.entries(values).map(([key, value]) => [known(key), value]));
  const open = keyNames.filter((name) => lockOf(name, policy.state) === '');
  const right = open.map((name) => {
    const value = given.get(name);
    return [name, value === undefined ? undefined : rightValue(name, value)] as const;
  });
  await policy.changePersons((before) =>
    right.reduce((after, [name, value]) => withValue(after, name, value), before),
  );
  return settingsOf(services);
}

function known(key: string): KeyName {
  if (isKeyName(key)) return key;
  throw new WrongValue(`There is no setting "${key.slice(0, 100)}".`);
}

async function mayChange(services: Services, name: KeyName): Promise<void> {
  await services.policy.ready;
  const lock = lockOf(name, services.policy.state);
  if (lock === '') return;
  const { right, title } = keyOf(name);
  if (lock === 'right' && right) await allowed(services, right);
  throw new Error(`"${title}" cannot be set here.`);
}

function rightValue(name: KeyName, given: unknown): unknown {
  const { value, wrong } = readValue(name, given);
  const [first] = wrong;
  if (!first) return value;
  const place = first.name === name ? '' : `, item ${itemOf(first.name)},`;
  throw new WrongValue(`"${keyOf(name).title}"${place} ${first.why}.`);
}

/** `exceptedSites[0]` is the first. */
function itemOf(name: string): number {
  return Number(/\[(\d+)\]$/.exec(name)?.[1]) + 1;
}

function withValue(before: Layer, name: KeyName, value: unknown): Layer {
  const { [name]: _before, ...others } = before;
  return value === undefined ? others : { ...others, [name]: value };
}

const LISTS = { site: 'exceptedSites', host: 'exceptedHosts' } as const;

/** Adds an exception, or replaces that of the same host. */
export async function except(
  services: Services,
  { what, host, reason, until }: Questions['except']['ask'],
): Promise<Record<string, never>> {
  const list = LISTS[what];
  await mayChange(services, list);
  const [one] = rightValue(list, [{ host, reason, by: '', until }]) as readonly NamedHost[];
  if (one) await changeExceptions(services, list, one.host, [one]);
  return {};
}

export async function endException(
  services: Services,
  { what, host }: Questions['end-exception']['ask'],
): Promise<Record<string, never>> {
  const list = LISTS[what];
  await mayChange(services, list);
  await changeExceptions(services, list, host, []);
  return {};
}

/** In the list as it is when its turn comes: two tabs can except at once. */
function changeExceptions(
  { policy }: Services,
  list: (typeof LISTS)['site' | 'host'],
  host: string,
  added: readonly NamedHost[],
): Promise<void> {
  return policy.changePersons((before) => {
    const own = (readLayer(before, 'person').values[list] ?? []) as readonly NamedHost[];
    const after = [...own.filter((one) => one.host !== host), ...added];
    return withValue(before, list, after.length > 0 ? rightValue(list, after) : undefined);
  });
}
