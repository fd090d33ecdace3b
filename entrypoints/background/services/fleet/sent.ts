// What was sent, for people: as it was before it was compressed.
import type { SentBatch } from '../../../../core/protocol/questions.ts';
import type { StoredBatch } from '../../store/outbox-store.ts';
import { gunzipped } from './gzip.ts';

export function readable(batches: readonly StoredBatch[]): Promise<SentBatch[]> {
  return Promise.all(
    batches.map(async ({ gzip, ...batch }) => {
      return { ...batch, body: asText(batch.contentType, await gunzipped(gzip)) };
    }),
  );
}

/** What is text stays text. */
function asText(contentType: string, body: Uint8Array): string {
  if (/json|text/.test(contentType)) return new TextDecoder().decode(body);
  return btoa(Array.from(body, (byte) => String.fromCharCode(byte)).join(''));
}
