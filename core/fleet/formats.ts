// The formats by the names that a policy calls them.
import type { FormatName } from '../policy/sink.ts';
import type { Format } from './format.ts';
import { cef } from './formats/cef.ts';
import { ecs } from './formats/ecs.ts';
import { ndjson } from './formats/ndjson.ts';
import { ocsf } from './formats/ocsf.ts';
import { otlpJson, otlpProtobuf } from './formats/otlp.ts';
import { splunkHec } from './formats/splunk-hec.ts';
import { webhook } from './formats/webhook.ts';

export const formats: Readonly<Record<FormatName, Format>> = {
  'otlp-json': otlpJson,
  'otlp-protobuf': otlpProtobuf,
  ocsf,
  ecs,
  'splunk-hec': splunkHec,
  cef,
  webhook,
  ndjson,
};
