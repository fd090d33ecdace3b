// What docs/privacy.md says of each field that can leave a browser: what it is for, and what keeps it from leaving. Text only; the
// page is refused where a field has no line here, and a test applies each way to keep it.
import type { Sink } from '../core/policy/sink.ts';

export interface FieldText {
  readonly why: string;
  /** Members of the sink with which the field is not there, or a key of the policy that is left empty. Null: it always leaves. */
  readonly without: Partial<Sink> | { readonly policy: string } | null;
}

const HEALTH = { health: false } as const;
const NO_SITE = { addresses: 'nothing' } as const;
const NO_PATH = { addresses: 'site' } as const;

const always = (why: string): FieldText => ({ why, without: null });
const health = (why: string): FieldText => ({ why, without: HEALTH });

/** Of every event. */
export const COMMON_TEXTS: Readonly<Record<string, FieldText>> = {
  schema_version: always('how the rest is to be read'),
  event_id: always('an event that comes twice counts once'),
  seq: always('order, and gaps that show what was lost'),
  time_ms: always('when'),
  kind: always('what it tells of'),
  severity: always('what to look at first'),
  device_id: always(
    'tells browsers apart: random, made in this profile, of nothing of the machine',
  ),
  device_label: {
    why: 'finds the machine on which something runs',
    without: { policy: 'deviceLabel' },
  },
  device_tags: { why: 'counts by place or department', without: { policy: 'deviceTags' } },
  user: { why: 'asks the person whose browser it is', without: { user: 'nothing' } },
  user_hash: {
    why: 'in the place of `user` with `"user": "hash"`: tells people apart without naming them',
    without: { user: 'nothing' },
  },
  engine_version: always('who needs an update'),
  os: always('whether a fault belongs to one system'),
  browser_name: always('the same of browsers'),
  browser_version: always('the same of browsers'),
};

export const INCIDENT_TEXTS: Readonly<Record<string, FieldText>> = {
  incident_id: always('finds the same incident in the log of the browser'),
  first_seen_ms: always('when it began'),
  last_seen_ms: always('whether it goes on'),
  count: always('how often'),
  site: { why: 'where to look, what to block', without: NO_SITE },
  url: { why: 'which page of the site', without: NO_PATH },
  title: { why: 'recognises the page', without: { titles: false } },
  frame_url: { why: 'which frame of the page mined', without: NO_PATH },
  category: always('a page that steals, or mining on purpose'),
  level: always('how sure we are'),
  score: always('how sure we are'),
  response: always('what the policy had us do'),
  stopped: always('whether it was stopped'),
  action: always(
    'what was done, in a sentence; with `"addresses": "nothing"` without names of hosts',
  ),
  family: always('which miner'),
  detectors: always('what found it'),
  sentences: always('what was seen; with `"addresses": "nothing"` without names of hosts'),
  hosts: { why: 'pools and listed hosts that took part, to block them', without: NO_SITE },
  module_sha256: always('the same module elsewhere'),
  module_bytes: always('the same module elsewhere'),
  observed_core_ms: always('what it cost'),
  avoided_core_ms: always('what stopping it saved, estimated'),
  feedback: always('whether the person at the browser called it right'),
  feedback_note: { why: 'what that person wrote', without: NO_PATH },
};

export const HEARTBEAT_TEXTS: Readonly<Record<string, FieldText>> = {
  since_ms: health('from when on the counts are'),
  next_within_minutes: health('how long silence is nothing to worry about'),
  mode: health('whether this browser blocks'),
  is_managed: health('whether the policy has arrived'),
  policy_hash: health('whether it is the present one'),
  ignored_keys: health('mistakes in the policy'),
  rule_pack: health('whether its rules are old'),
  hosts_listed: health('whether its lists are whole'),
  self_test_failures: health('whether it works'),
  gaps: health('what is not covered in this browser'),
  incidents: health('counts since the heartbeat before'),
  blocked: health('counts'),
  warned: health('counts'),
  observed: health('counts'),
  deliberate: health('counts'),
  observed_core_ms: health('cost since the heartbeat before'),
  avoided_core_ms: health('the same, avoided'),
  queue_waiting: health('whether its events arrive'),
  queue_bytes: health('whether its events arrive'),
  queue_parked: health('events that a sink refuses'),
  queue_oldest_ms: health('since when they wait'),
  failing_sinks: health('names of sinks that it does not reach'),
};

export const POLICY_TEXTS: Readonly<Record<string, FieldText>> = {
  mode: health('whether this browser blocks'),
  is_managed: health('whether the policy is the company’s'),
  policy_hash: health('which policy is in force'),
  previous_policy_hash: health('which one was before'),
  changed_keys: health('names of the keys that changed, never a value'),
  ignored_keys: health('mistakes in the policy'),
};

export const DROPPED_TEXTS: Readonly<Record<string, FieldText>> = {
  dropped_events: health('how many are missing'),
  dropped_high: health('of these, by severity'),
  dropped_medium: health('of these, by severity'),
  dropped_low: health('of these, by severity'),
  dropped_informational: health('of these, by severity'),
  dropped_first_seq: health('which'),
  dropped_last_seq: health('which'),
  dropped_why: health('`age`, `size` or `disk-full`'),
};
