// The source of a rule pack as people write it: lists of names or files of them, and days instead of a date. It becomes
// the payload that is signed: names in the form of DNS, sorted, each once. What may be in it is core/rule-pack's to judge.
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { domainToASCII } from 'node:url';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;

interface SourceList {
  readonly category?: unknown;
  readonly sources?: unknown;
  readonly names?: unknown;
  readonly namesFile?: unknown;
}

/**
 * Makes the payload of a source file.
 * @param at ms since the epoch: when it is issued
 */
export async function payloadOf(path: string, at: number): Promise<string> {
  const { days = DEFAULT_DAYS, hosts = [], withdrawn, expect, ...rest } = await readSource(path);
  if (typeof days !== 'number' || !(days > 0))
    throw new Error(`${path}: "days" is no number of days.`);
  if (!Array.isArray(hosts)) throw new Error(`${path}: "hosts" is no list.`);
  const lists = await Promise.all(hosts.map((list: SourceList) => listOf(list, path)));
  const { blocked, clear, ...unknown } = (expect ?? {}) as Record<string, unknown>;
  const expected = {
    ...unknown,
    ...(blocked !== undefined && { blocked: sorted(blocked, path) }),
    ...(clear !== undefined && { clear: sorted(clear, path) }),
  };
  return JSON.stringify({
    issuedAt: timeText(at),
    expiresAt: timeText(at + days * DAY_MS),
    ...rest,
    hosts: lists,
    ...(withdrawn !== undefined && { withdrawn: sorted(withdrawn, path) }),
    ...(expect !== undefined && { expect: expected }),
  });
}

async function readSource(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`there is no source at ${path}.`);
  });
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} is no JSON: ${String(error)}`, { cause: error });
  }
}

async function listOf(list: SourceList, path: string): Promise<object> {
  const { names, namesFile, ...rest } = list;
  if (typeof namesFile !== 'string') return { ...rest, names: sorted(names, path) };
  const file = resolve(dirname(path), namesFile);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${path} names ${namesFile}, which is not there.`);
  });
  // One name a line; what follows a # is for people.
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return { ...rest, names: sorted(lines.filter(Boolean), file) };
}

function sorted(names: unknown, path: string): string {
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw new Error(`${path}: names of hosts are a list of texts.`);
  const hosts = names.map((name) => {
    const host = domainToASCII(name.trim().replace(/\.$/, ''));
    if (host === '') throw new Error(`${path}: "${name}" is no host name.`);
    return host;
  });
  return [...new Set(hosts)].sort().join(' ');
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
