// Where the page of one coverage row is, for whatever browser runs it.
import { join } from 'node:path';
import { projectFolder } from '../../cli/browser.ts';
import { kitOf, type Here } from '../coverage/kit.ts';
import type { Place } from '../coverage/place.ts';
import { extractCryptoNightWasm } from '../pages/site/cryptonight-wasm.ts';
import type { EchoSite, Reply } from './contract-stage.ts';

/** Kept by the browsers: hundreds of documents ask for the same. */
const KEPT = { 'cache-control': 'max-age=3600' };
const KIT = `globalThis.kitOf = ${String(kitOf)}`;
const miner = await extractCryptoNightWasm(join(projectFolder, 'node_modules'));

/** How the miner's bytes are served: `asModule` under their own type, else as bytes of no kind. */
export interface Serving {
  readonly asModule: boolean;
}

/** What Assay finds out late it can hold against the host and the tab: neither is used again. */
export function isApart({ expect, hasOwnHost }: Place): boolean {
  return hasOwnHost === true || expect !== 'before';
}

/** Its path ends with the row's id; what it opens lies below that. */
export function addressOf(site: EchoSite, place: Place, { asModule }: Serving): string {
  const { id, page = {} } = place;
  const host = isApart(place) ? `${id}.localhost` : 'rows.localhost';
  const script = site.at('kit.js', { headers: KEPT, body: KIT }, host);
  const here: Here = {
    id,
    origin: site.origin(host),
    elsewhere: site.origin('elsewhere.localhost'),
    script,
    miner: site.at(asModule ? 'miner.wasm' : 'miner.bin', minerAs(asModule), host),
    isRow: true,
  };
  const head = `<!doctype html><link rel="icon" href="data:," /><script src="${script}"></script>`;
  const start = `<script>globalThis.kit = kitOf(${JSON.stringify(here)})</script>`;
  const body = `${head}${start}<body>${page.body ?? ''}`;
  return site.at(id, { headers: page.headers ?? {}, body }, host);
}

function minerAs(asModule: boolean): Reply {
  const type = asModule ? 'application/wasm' : 'application/octet-stream';
  return {
    headers: { ...KEPT, 'content-type': type },
    base64: Buffer.from(miner).toString('base64'),
  };
}
