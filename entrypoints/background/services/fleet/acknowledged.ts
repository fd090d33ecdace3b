// Splunk's indexer acknowledgement: the events of a request are on disk there only once this says so.
import { jsonOf, membersOf } from '../../../../core/fleet/formats/json-answer.ts';
import { gzipped } from './gzip.ts';
import { send } from './send.ts';

const TRIES = 8;
const WAIT_MS = 1_000;
const JSON_TYPE = { 'content-type': 'application/json' };
const PATH = /\/services\/collector(?:\/event)?(?:\/1\.0)?\/?$/;

/**
 * Asks until it is confirmed, some seconds at most. Never rejects.
 * @param headers of the request that is asked about
 */
export async function isAcknowledged(
  address: string,
  headers: Readonly<Record<string, string>>,
  ackId: number,
): Promise<boolean> {
  const url = new URL(address);
  url.pathname = url.pathname.replace(PATH, '/services/collector/ack');
  const gzip = await gzipped(JSON.stringify({ acks: [ackId] }));
  const asking = { address: url.href, headers: { ...headers, ...JSON_TYPE }, gzip };
  for (let tries = 0; tries < TRIES; tries++) {
    const said = await send({ ...asking, at: Date.now() });
    if (said.answer.is === 'taken' && isConfirmed(said.body, ackId)) return true;
    await new Promise((done) => setTimeout(done, WAIT_MS));
  }
  return false;
}

/** No answer that can be read is no confirmation. */
function isConfirmed(body: Uint8Array, ackId: number): boolean {
  return membersOf(jsonOf(body)['acks'])[String(ackId)] === true;
}
