// The sink of a simulation, in a process of its own so that its work is not counted as the browsers': takes batches of any format,
// counts how often each event came, and is away when it is told so.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** From the simulation. */
export type Order = { readonly away: boolean } | 'report';

/** To the simulation. */
export type Told = { readonly address: string } | SinkReport;

export interface SinkReport {
  /** Events that were taken, each once. */
  readonly events: number;
  /** Events that were taken again. */
  readonly twice: number;
  /** Requests that could not be read, in words, the first of them. */
  readonly wrong: string | null;
}

/** Only ids of events are UUIDv7; every format writes them as text. */
const EVENT_ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

const taken = new Set<string>();
let [twice, isAway]: [number, boolean] = [0, false];
let wrong: string | null = null;

const server = createServer((request, response) => {
  // A sender that went away is not answered.
  buffer(request).then(
    (bytes) => {
      if (isAway) response.writeHead(503).end('away');
      else response.writeHead(take(bytes) ? 200 : 400).end();
    },
    () => undefined,
  );
});
server.listen(0, '127.0.0.1', 4_096, () => {
  const { port } = server.address() as AddressInfo;
  tell({ address: `http://127.0.0.1:${port}/` });
});
process.on('message', (order: Order) => {
  if (order === 'report') tell({ events: taken.size, twice, wrong });
  else isAway = order.away;
});
process.on('disconnect', () => process.exit());

function take(bytes: Buffer): boolean {
  try {
    const ids = new Set(gunzipSync(bytes).toString('latin1').match(EVENT_ID));
    if (ids.size === 0) throw new Error('a batch without an event');
    for (const id of ids) {
      if (taken.has(id)) twice++;
      taken.add(id);
    }
    return true;
  } catch (error) {
    wrong ??= String(error);
    return false;
  }
}

function tell(told: Told): void {
  process.send?.(told);
}
