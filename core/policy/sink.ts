// A sink: where events of this browser are sent, in which format, which of them, and what is left out before. Secrets lie apart
// (`SinkSecret`), so that a sink can be shown in full.
import * as z from 'zod/mini';
import { isSafeAddress, type Shape } from './shapes.ts';

export const FORMATS = [
  ...(['otlp-json', 'otlp-protobuf', 'ocsf', 'ecs', 'splunk-hec'] as const),
  ...(['cef', 'webhook', 'ndjson'] as const),
] as const;
export type FormatName = (typeof FORMATS)[number];

export interface Sink {
  /** Names it on the status page and in heartbeats. */
  readonly name: string;
  readonly format: FormatName;
  readonly address: string;
  /** How the token is sent: `Authorization: Bearer …`, `Basic …` (the token is user:password) or `ApiKey …`. */
  readonly scheme: 'bearer' | 'basic' | 'api-key';
  /** Incidents below it are not sent there. */
  readonly severity: 'informational' | 'low' | 'medium' | 'high';
  readonly category: 'all' | 'cryptojacking' | 'deliberate-mining';
  /** Heartbeats, changes of policy and reports of what was dropped. */
  readonly health: boolean;
  /** What of addresses leaves: with path and query, the host name, or nothing that names a site. */
  readonly addresses: 'full' | 'site' | 'nothing';
  readonly titles: boolean;
  /** The user label as it is, as a keyed hash, or not at all. */
  readonly user: 'label' | 'hash' | 'nothing';
}

export interface SinkSecret {
  /** Name of the sink that it belongs to. */
  readonly sink: string;
  /** Authorises requests; of a webhook the secret that signs them. */
  readonly token: string;
  /** Key of the hash of user labels. */
  readonly hashKey: string;
}

const name = z.string().check(z.maxLength(40), z.regex(/^[a-z0-9][a-z0-9-]*$/));
const address = z.string().check(
  z.maxLength(1_000),
  z.refine((given) => isSafeAddress(given)),
);
const secret = z._default(z.string().check(z.maxLength(4_000), z.regex(/^[\x20-\x7e]*$/)), '');

export const sinkShape: Shape<Sink> = {
  schema: z.object({
    name,
    format: z.enum(FORMATS),
    address,
    scheme: z._default(z.enum(['bearer', 'basic', 'api-key']), 'bearer'),
    severity: z._default(z.enum(['informational', 'low', 'medium', 'high']), 'informational'),
    category: z._default(z.enum(['all', 'cryptojacking', 'deliberate-mining']), 'all'),
    health: z._default(z.boolean(), true),
    addresses: z._default(z.enum(['full', 'site', 'nothing']), 'site'),
    titles: z._default(z.boolean(), false),
    user: z._default(z.enum(['label', 'hash', 'nothing']), 'label'),
  }),
  expects:
    'like {"name": "soc", "format": "otlp-json", "address": "https://otel.example.org/v1/logs"}, with a name of small letters, digits and hyphens',
  item: null,
  kind: { type: 'record' },
};

export const sinkSecretShape: Shape<SinkSecret> = {
  schema: z.object({ sink: name, token: secret, hashKey: secret }),
  expects: 'like {"sink": "soc", "token": "…"}',
  item: null,
  kind: { type: 'record' },
};
