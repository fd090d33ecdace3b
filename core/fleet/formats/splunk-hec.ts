// Splunk's HTTP Event Collector: JSON events one behind the other. The channel is the device, so that acknowledgements of two
// browsers never mix; with acknowledgements switched on, a batch is delivered only once its id is confirmed.
import { jsonLines } from '../../report/json-lines.ts';
import type { FleetEvent, Origin } from '../event.ts';
import { ALL_TAKEN, type Format } from '../format.ts';
import { jsonOf } from './json-answer.ts';
import { rowOf } from './row.ts';

export const splunkHec: Format = {
  encode({ events, origin }) {
    const body = jsonLines(events.map((event) => hecEvent(event, origin)));
    return { contentType: 'application/json', body };
  },
  headers({ origin }, _encoded, { secret }) {
    const token = secret?.token ?? '';
    return Promise.resolve({
      'x-splunk-request-channel': origin.deviceId,
      ...(token !== '' && { authorization: `Splunk ${token}` }),
    });
  },
  receipt(_batch, answer) {
    const { ackId } = jsonOf(answer);
    return Number.isSafeInteger(ackId) ? { ...ALL_TAKEN, ackId: Number(ackId) } : ALL_TAKEN;
  },
};

function hecEvent(event: FleetEvent, origin: Origin): object {
  return {
    // Seconds, with the milliseconds behind the point.
    time: event.at / 1_000,
    host: origin.deviceLabel || origin.deviceId,
    ...{ source: 'assay', sourcetype: `assay:${event.kind}` },
    event: rowOf(event, origin),
  };
}
