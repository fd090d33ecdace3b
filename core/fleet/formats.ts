// The formats by the names that a policy calls them.
import type { FormatName } from '../policy/sink.ts';
import { boundedEvent } from './bounded.ts';
import type { Format } from './format.ts';
import { cef } from './formats/cef.ts';
import { ecs } from './formats/ecs.ts';
import { ndjson } from './formats/ndjson.ts';
import { ocsf } from './formats/ocsf.ts';
import { otlpJson, otlpProtobuf } from './formats/otlp.ts';
import { splunkHec } from './formats/splunk-hec.ts';
import { webhook } from './formats/webhook.ts';

const written: Readonly<Record<FormatName, Format>> = {
  'otlp-json': otlpJson,
  'otlp-protobuf': otlpProtobuf,
  ocsf,
  ecs,
  'splunk-hec': splunkHec,
  cef,
  webhook,
  ndjson,
};

/** Each writes bounded events, whatever it is given. */
export const formats = Object.fromEntries(
  Object.entries(written).map(([name, format]) => [name, bounding(format)]),
) as typeof written;

function bounding(format: Format): Format {
  return {
    ...format,
    encode: ({ events, origin }) => format.encode({ events: events.map(boundedEvent), origin }),
  };
}
