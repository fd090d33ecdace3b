// Whose device this is, and where incidents go besides the log of the browser.
import { defineKey } from '../define-key.ts';
import { listOf, text, toggle, whole } from '../shapes.ts';
import { sinkSecretShape, sinkShape, type Sink, type SinkSecret } from '../sink.ts';

const device = { section: 'Device', since: '0.3.0' } as const;
const fleet = { section: 'Fleet', since: '0.5.0' } as const;

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
  ...fleet,
  title: 'Data consent (Firefox)',
  description:
    'The company states that people were told of, and may be reported about, what leaves the browser. Without it nothing is sent from Firefox.',
  shape: toggle,
  default: false,
  example: true,
});

export const fleetSinks = defineKey<readonly Sink[]>({
  ...fleet,
  title: 'Sinks',
  description:
    'Where incidents are sent, in which format, which of them and what is left out before. Empty: nothing leaves the browser.',
  shape: listOf(sinkShape),
  default: [],
  example: [
    {
      ...{ name: 'soc', format: 'otlp-json', address: 'https://otel.example.org/v1/logs' },
      ...{ scheme: 'bearer', severity: 'informational', category: 'all', health: true },
      ...{ addresses: 'site', titles: false, user: 'label' },
    },
  ],
});

export const fleetSecrets = defineKey<readonly SinkSecret[]>({
  ...fleet,
  title: 'Secrets of sinks',
  description:
    'For each sink its token, and the key by which user labels are hashed for it. Never shown, logged or exported.',
  shape: listOf(sinkSecretShape),
  default: [],
  example: [{ sink: 'soc', token: 'replace-me', hashKey: '' }],
  isSecret: true,
});

export const heartbeatMinutes = defineKey({
  ...fleet,
  title: 'Heartbeat, minutes',
  description: 'How often a browser tells the sinks that it is protected. 0: never.',
  shape: whole(0, 10_080, 'minutes'),
  default: 60,
  example: 60,
});

export const fleetBatchSeconds = defineKey({
  ...fleet,
  title: 'Batch, seconds',
  description:
    'How long events wait for others to be sent with them. 100 together are sent at once.',
  shape: whole(1, 3_600, 'seconds'),
  default: 10,
  example: 10,
});

export const fleetQueueDays = defineKey({
  ...fleet,
  title: 'Queue, days',
  description: 'Events that could not be sent for so long are dropped, which is itself reported.',
  shape: whole(1, 365, 'days'),
  default: 30,
  example: 30,
});

export const fleetQueueMegabytes = defineKey({
  ...fleet,
  title: 'Queue, megabytes',
  description:
    'What may wait to be sent. Of more the least severe is dropped, the oldest first, which is itself reported.',
  shape: whole(1, 1_000, 'megabytes'),
  default: 50,
  example: 50,
});
