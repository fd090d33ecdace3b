// What docs/fleet-formats.md says of each format beside what the code shows by itself. Text only.
import type { FormatName } from '../core/policy/sink.ts';

interface FormatText {
  readonly title: string;
  /** An address as such receivers have it. */
  readonly address: string;
  readonly about: readonly string[];
  /** What of an answer of 2xx counts as taken. */
  readonly taken: string;
}

const TAKEN_AS_A_WHOLE = 'with an answer of 2xx the whole batch; its body is not read.';
const SCHEME =
  'Authorised by the scheme of the sink: `Bearer` (as here), `Basic` or `ApiKey`; without a token there is no such header.';
const ROWS = 'The columns are those of [`ndjson`](#ndjson-one-json-object-a-line).';
const OTLP_TAKEN =
  'all but what `partialSuccess.rejectedLogRecords` counts. OTLP does not say which these are, so the whole batch is put aside with the reason. An empty answer, or one that cannot be read, counts as taken.';

export const FORMAT_TEXTS: Readonly<Record<FormatName, FormatText>> = {
  'otlp-json': {
    title: 'OpenTelemetry logs, JSON',
    address: 'https://otel.example.org/v1/logs',
    about: [
      'For an OpenTelemetry Collector and whatever reads OTLP. Names are those of the semantic conventions where there is one;',
      'all others are the columns of `ndjson` below `assay.`. `log.record.uid` is the id of the event, `assay.event.seq` its',
      'number. Both times are when the event was numbered; when the page mined is told by `assay.first_seen_ms` and',
      '`assay.last_seen_ms`. What is empty is left out. The severity is 9 (informational), 13 (low), 15 (medium) or 17 (high).',
      SCHEME,
    ],
    taken: OTLP_TAKEN,
  },
  'otlp-protobuf': {
    title: 'OpenTelemetry logs, protobuf',
    address: 'https://otel.example.org/v1/logs',
    about: ['The same messages as `otlp-json`, in protobuf. ' + SCHEME],
    taken: OTLP_TAKEN,
  },
  ocsf: {
    title: 'OCSF events',
    address: 'https://lake.example.org/ocsf',
    about: [
      'One JSON array of events of the Open Cybersecurity Schema Framework 1.5.0. An incident is a Detection Finding (2004); what',
      'changes of it later is another event with the same `finding_info.uid`. A heartbeat and a change of policy are Application',
      'Lifecycle (6002), events that were dropped are an Application Error (6008). `metadata.uid` is the id of the event,',
      '`metadata.sequence` its number. ' + SCHEME,
    ],
    taken: TAKEN_AS_A_WHOLE,
  },
  ecs: {
    title: 'Elasticsearch, in the Elastic Common Schema',
    address: 'https://elastic.example.org/assay-events/_bulk',
    about: [
      'For each event a `create` under its id and the document, in names of ECS 9.0.0; what it has no name for lies below `assay`',
      'in the columns of `ndjson`. `event.sequence` is the number of the event. A repetition is answered with 409 and stored once.',
      'Elastic takes an API key with the scheme `api-key`: `Authorization: ApiKey …`; here the scheme is `bearer`.',
    ],
    taken:
      'by the status of each item: 200 and 201 are taken, 409 was taken before, 429 and 5xx are sent again, any other 4xx is put aside with its reason. An address with a `filter_path` must keep `errors` and `items.*.status`.',
  },
  'splunk-hec': {
    title: "Splunk's HTTP Event Collector",
    address: 'https://splunk.example.org:8088/services/collector/event',
    about: [
      'JSON events one behind the other, `time` in seconds. ' + ROWS,
      'The source types are `assay:incident`, `assay:heartbeat`, `assay:policy-changed` and `assay:events-dropped`. The channel is',
      'the id of the device. The scheme of the sink does not count.',
    ],
    taken:
      'with an answer of 2xx; where it names an `ackId` (indexer acknowledgement is on), only once Splunk confirms that.',
  },
  cef: {
    title: "ArcSight's Common Event Format",
    address: 'https://syslog.example.org/cef',
    about: [
      'One JSON object a line with the time, the host and the message, for receivers that hand on to syslog. `externalId` is the id',
      'of the event, `cn2` its number. The user of the browser is `suser`, its computer `shost` and `dvchost`, the site `dhost`.',
      SCHEME,
    ],
    taken: TAKEN_AS_A_WHOLE,
  },
  webhook: {
    title: 'a signed webhook',
    address: 'https://hooks.example.org/assay',
    about: [
      'The events in one JSON object, signed by [Standard Webhooks](https://www.standardwebhooks.com/): HMAC-SHA-256 over',
      '`webhook-id.webhook-timestamp.body`, the body before its compression. ' + ROWS,
      'The id of a batch is the same at every attempt; `idempotency-key` repeats it. The token of the sink is the secret: `whsec_`',
      'and base64, or any text, whose bytes in UTF-8 are the key. Libraries that take a secret without `whsec_` for base64 need the',
      'first way of writing it. Without a secret nothing is signed.',
    ],
    taken: TAKEN_AS_A_WHOLE,
  },
  ndjson: {
    title: 'one JSON object a line',
    address: 'https://clickhouse.example.org/?query=INSERT%20INTO%20assay%20FORMAT%20JSONEachRow',
    about: [
      'One flat object a line, for ClickHouse and every receiver that takes lines of JSON. `event_id` is the id of the event, `seq`',
      'its number. Times end in `_ms` (since 1970), booleans are 0 or 1. ' + SCHEME,
    ],
    taken: TAKEN_AS_A_WHOLE,
  },
};
