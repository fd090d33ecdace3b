// Whose device this is, and where incidents go besides the log of the browser.
import { defineKey } from '../define-key.ts';
import { choice, listOf, safeAddress, text, toggle, whole } from '../shapes.ts';

const device = { section: 'Device', since: '0.3.0' } as const;
const reserved = { section: 'Fleet', since: '0.3.0', isReserved: true } as const;

export const deviceLabel = defineKey({
  ...device,
  title: 'Device label',
  description:
    'Names this device in exports, such as its asset tag. Extensions cannot read the host name.',
  shape: text(100),
  default: '',
  example: 'PC-0042',
});

export const deviceTags = defineKey<readonly string[]>({
  ...device,
  title: 'Device tags',
  description: 'Site, department or ring of the roll-out, to filter by.',
  shape: listOf(text(60)),
  default: [],
  example: ['berlin', 'ring-1'],
});

export const userLabel = defineKey({
  ...device,
  title: 'User label',
  description: 'Names the person in exports, where the company may and wants to do so.',
  shape: text(100),
  default: '',
  example: 'u-3817',
});

export const dataConsent = defineKey({
  ...reserved,
  title: 'Data consent (Firefox)',
  description:
    'The company states that people were told of, and may be reported about, what leaves the browser. Without it nothing is sent from Firefox.',
  shape: toggle,
  default: false,
  example: true,
});

export const fleetAddress = defineKey({
  ...reserved,
  title: 'Collector',
  description: 'Where incidents are sent. Empty: nothing leaves the browser.',
  shape: text(500, safeAddress),
  default: '',
  example: 'https://otel.example.org/v1/logs',
});

export const fleetFormat = defineKey({
  ...reserved,
  title: 'Format',
  description: 'How incidents are written for the collector.',
  shape: choice(['otlp', 'ocsf', 'ecs', 'splunk-hec', 'cef', 'webhook', 'ndjson']),
  default: 'otlp',
  example: 'otlp',
});

export const fleetToken = defineKey({
  ...reserved,
  title: 'Token',
  description: 'Sent to the collector as a bearer token. Never shown, logged or exported.',
  shape: text(4_000),
  default: '',
  example: 'replace-me',
  isSecret: true,
});

export const heartbeatMinutes = defineKey({
  ...reserved,
  title: 'Heartbeat, minutes',
  description: 'How often a browser says that it is protected. 0: never.',
  shape: whole(0, 10_080, 'minutes'),
  default: 0,
  example: 60,
});
