// What an incident names (addresses, hosts, a module, a download) as OCSF evidence artifacts, and the values in them that
// people search by as OCSF observables. It knows nothing of verdicts but what a person said of one.
import type { Incident } from '../incident/incident.ts';
import { plainText } from './plain-text.ts';

export interface Artifact {
  readonly name: string;
  readonly verdict_id: number;
  readonly verdict: string;
  readonly url?: Url;
  readonly file?: File;
  readonly dst_endpoint?: Endpoint;
}

interface Url {
  readonly url_string: string;
  readonly scheme?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly path?: string;
  readonly query_string?: string;
}

interface File {
  readonly name: string;
  readonly type_id: 1;
  readonly type: 'Regular File';
  readonly size?: number;
  readonly hashes?: readonly [
    { readonly algorithm_id: 3; readonly algorithm: 'SHA-256'; readonly value: string },
  ];
}

type Endpoint = { readonly hostname: string } | { readonly ip: string };

interface Observable {
  readonly name: string;
  readonly type_id: number;
  readonly type: string;
  readonly value: string;
}

const MAX_HOSTS = 50;

export function artifactsOf(incident: Incident): readonly Artifact[] {
  const { url, frameUrl, hosts } = incident;
  const parts: readonly (Omit<Artifact, 'verdict' | 'verdict_id'> | null)[] = [
    url === '' ? null : { name: 'page', url: urlOf(url) },
    frameUrl === '' ? null : { name: 'frame', url: urlOf(frameUrl) },
    moduleOf(incident),
    downloadOf(incident),
    ...hosts
      .filter((host) => host !== '')
      .slice(0, MAX_HOSTS)
      .map((host) => ({ name: 'host', dst_endpoint: endpointOf(host) })),
  ];
  const verdict = verdictOf(incident);
  return parts.filter((part) => part !== null).map((part) => ({ ...part, ...verdict }));
}

function verdictOf({ feedback, verdict }: Incident): Pick<Artifact, 'verdict' | 'verdict_id'> {
  if (feedback)
    return feedback.isRight
      ? { verdict_id: 2, verdict: 'True Positive' }
      : { verdict_id: 1, verdict: 'False Positive' };
  return verdict.level === 'clear'
    ? { verdict_id: 0, verdict: 'Unknown' }
    : { verdict_id: 4, verdict: 'Suspicious' };
}

function urlOf(address: string): Url {
  if (!URL.canParse(address)) return { url_string: address };
  const { protocol, hostname, port, pathname, search } = new URL(address);
  return {
    ...{ url_string: address, scheme: protocol.slice(0, -1) },
    ...(hostname === '' ? {} : { hostname }),
    ...(port === '' ? {} : { port: Number(port) }),
    ...(pathname === '' ? {} : { path: pathname }),
    ...(search === '' ? {} : { query_string: search.slice(1) }),
  };
}

function moduleOf({ module }: Incident): { name: string; file: File } | null {
  if (module === null) return null;
  const { sha256, sizeBytes } = module;
  const hashes = sha256 === null ? {} : { hashes: [sha256Of(sha256)] as const };
  const file = { name: 'module.wasm', type_id: 1, type: 'Regular File' } as const;
  return { name: 'WebAssembly module', file: { ...file, size: sizeBytes, ...hashes } };
}

function sha256Of(value: string): NonNullable<File['hashes']>[0] {
  return { algorithm_id: 3, algorithm: 'SHA-256', value };
}

function downloadOf({ evidence }: Incident): { name: string; file: File } | null {
  const facts = evidence.find(({ id }) => id === 'detect/miner-download')?.facts;
  const name = plainText(String(facts?.['fileName'] ?? ''), 255);
  if (name === '') return null;
  return { name: 'download', file: { name, type_id: 1, type: 'Regular File' } };
}

/** IPv6 addresses stand in brackets where a host name is meant. */
function endpointOf(host: string): Endpoint {
  if (/^\[[\da-f:.]+\]$/i.test(host)) return { ip: host.slice(1, -1) };
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? { ip: host } : { hostname: host };
}

export function observablesOf(artifacts: readonly Artifact[]): readonly Observable[] {
  return artifacts.flatMap((artifact, at) => {
    const path = `evidences[${at}]`;
    return [...ofUrl(artifact, path), ...ofFile(artifact, path), ...ofHost(artifact, path)];
  });
}

function ofUrl({ url }: Artifact, path: string): Observable[] {
  if (!url) return [];
  const name = `${path}.url.url_string`;
  const whole = { name, type_id: 6, type: 'URL String', value: url.url_string };
  if (url.hostname === undefined) return [whole];
  return [whole, hostname(`${path}.url.hostname`, url.hostname)];
}

function ofFile({ file }: Artifact, path: string): Observable[] {
  if (!file) return [];
  const ofHash = (file.hashes ?? []).map(({ value }, at) => ({
    ...{ name: `${path}.file.hashes[${at}].value`, type_id: 8, type: 'Hash', value },
  }));
  return [
    { name: `${path}.file.name`, type_id: 7, type: 'File Name', value: file.name },
    ...ofHash,
  ];
}

function ofHost({ dst_endpoint: endpoint }: Artifact, path: string): Observable[] {
  if (!endpoint) return [];
  if ('hostname' in endpoint) return [hostname(`${path}.dst_endpoint.hostname`, endpoint.hostname)];
  return [{ name: `${path}.dst_endpoint.ip`, type_id: 2, type: 'IP Address', value: endpoint.ip }];
}

function hostname(name: string, value: string): Observable {
  return { name, type_id: 1, type: 'Hostname', value };
}
