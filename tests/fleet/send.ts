// Sends events to a ClickHouse as the extension does: rows of JSON, gzipped, by POST.
import { gzipSync } from 'node:zlib';
import { ndjson } from '../../core/fleet/formats/ndjson.ts';
import type { FleetEvent, Origin } from '../../core/fleet/event.ts';

/** @returns status and words of the answer; status 0 where nobody answered */
export async function send(
  address: string,
  origin: Origin,
  events: readonly FleetEvent[],
): Promise<{ status: number; said: string }> {
  const { contentType, body } = ndjson.encode({ events, origin });
  const headers = { 'content-type': contentType, 'content-encoding': 'gzip' };
  try {
    const answer = await fetch(address, { method: 'POST', headers, body: gzipSync(body) });
    return { status: answer.status, said: await answer.text() };
  } catch (error) {
    return { status: 0, said: String(error) };
  }
}
