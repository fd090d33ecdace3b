// `assay rules`: makes keys, signs rule packs and verifies them. Knows arguments, what is printed and exit statuses; what
// a pack may say is core/rule-pack's to judge. It must never print a private key, nor write one into this repository.
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { isRefusal, openPack, orderOf, type OpenedPack } from '../core/rule-pack/open-pack.ts';
import {
  readFeedKey,
  readPackFile,
  signedBytes,
  writePackFile,
} from '../core/rule-pack/pack-file.ts';
import { isExpired, readRulePack } from '../core/rule-pack/rule-pack.ts';
import { packedRules } from '../core/rule-pack/rule-set.ts';
import { NameList } from '../core/rules/name-list.ts';
import { makeKey, readPrivateKey, verifySignature } from './rule-keys.ts';
import { payloadOf } from './rule-source.ts';
import { shippedHostLists } from './shipped-host-lists.ts';

const usage = `Usage: assay rules make-key FILE
       assay rules sign SOURCE --key FILE --out PACK
       assay rules verify PACK --key PUBLIC

  make-key   makes an Ed25519 key pair: the private key goes to FILE, the public key is printed
  sign       makes a rule pack of SOURCE (docs/rule-updates.md says what is in it) and signs it
  verify     says whether a pack is well signed and would be applied

  --key      sign: the file of the private key; verify: the public key as make-key printed it
  --out      where the pack goes; what is there must be a pack, of a lower version

Exit status: 0 done, 1 refused, 2 used wrongly or a file is missing.
`;

/** What a person is told; the exit status says whether they used it wrongly or the pack is refused. */
class Complaint extends Error {
  readonly status: number;
  constructor(message: string, status = 2) {
    super(message);
    this.status = status;
  }
}

/** Runs the command. Returns the exit status. */
export async function rules(args: string[]): Promise<number> {
  const folder = process.env['INIT_CWD'];
  if (folder) process.chdir(folder);
  try {
    const { values, positionals } = readArguments(args);
    const [name, file, ...rest] = positionals;
    if (values.help) return say(usage);
    if (file === undefined || rest.length > 0) throw new Complaint(usage);
    if (name === 'make-key') return say(await makeKey(file));
    if (name === 'sign') return await sign(file, needed(values, 'key'), needed(values, 'out'));
    if (name === 'verify') return await verify(file, needed(values, 'key'));
    throw new Complaint(usage);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(message === usage ? usage : `assay rules: ${message}\n`);
    return error instanceof Complaint ? error.status : 2;
  }
}

type Values = Readonly<Record<'key' | 'out', string | undefined>> & { readonly help: boolean };

function readArguments(args: string[]): { values: Values; positionals: string[] } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { key, out, help } = values;
  return { values: { key, out, help }, positionals };
}

function needed(values: Values, name: 'key' | 'out'): string {
  const value = values[name];
  if (value === undefined) throw new Complaint(`--${name} is missing.\n\n${usage}`);
  return value;
}

async function sign(source: string, keyFile: string, out: string): Promise<number> {
  const key = await readPrivateKey(keyFile);
  const payload = await payloadOf(source, Date.now());
  const pack = readRulePack(payload);
  if (typeof pack === 'string') throw new Complaint(`${source}: ${pack}.`, 1);
  const wrong = packedRules(await shippedHostLists(), pack, key.id);
  if (typeof wrong === 'string')
    throw new Complaint(`${source}: it fails its self-test: ${wrong}.`, 1);
  const signature = Buffer.from(key.sign(signedBytes(payload))).toString('base64');
  const file = writePackFile(key.id, payload, signature);
  const publicKey = readFeedKey(key.publicKey);
  const opened = publicKey && (await openPack(file, [publicKey], verifySignature));
  if (!opened || isRefusal(opened)) throw new Complaint('the new pack could not be read again.', 1);
  const before = await openedAt(out, key.publicKey);
  const order =
    before && orderOf(opened, { version: before.pack.version, signature: before.signature });
  if (before && order !== 'newer')
    throw new Complaint(
      `${out} is of version ${before.pack.version}: give the new pack a higher one.`,
      1,
    );
  const fresh = `${out}.new`;
  // Whoever has made a file of that name keeps it.
  await writeFile(fresh, file, { flag: 'wx' });
  await rename(fresh, out);
  return say(`${out}: ${described(opened)}\n`);
}

async function verify(file: string, publicKey: string): Promise<number> {
  const key = readFeedKey(publicKey);
  if (!key) throw new Complaint('--key is no public key: give the base64 that make-key printed.');
  const opened = await openPack(await readFile(file, 'utf8'), [key], verifySignature);
  if (isRefusal(opened)) throw new Complaint(`${file}: ${opened.refused}: ${opened.why}.`, 1);
  const { pack, keyId } = opened;
  const made = packedRules(await shippedHostLists(), pack, keyId);
  if (typeof made === 'string') throw new Complaint(`${file}: failed its self-test: ${made}.`, 1);
  if (isExpired(pack, Date.now()))
    throw new Complaint(`${file}: expired: version ${pack.version} at ${pack.expiresAt}.`, 1);
  return say(`${file}: ${described(opened)}\n`);
}

/** The pack that lies there under the same key, or null. Throws where something else lies there, such as the key itself. */
async function openedAt(path: string, publicKey: string): Promise<OpenedPack | null> {
  if (!existsSync(path)) return null;
  const text = await readFile(path, 'utf8');
  if (!readPackFile(text)) throw new Complaint(`${path} is no rule pack: it is not replaced.`);
  const key = readFeedKey(publicKey);
  if (!key) return null;
  const opened = await openPack(text, [key], verifySignature);
  return isRefusal(opened) ? null : opened;
}

function described({ pack, keyId }: OpenedPack): string {
  const hosts = pack.hosts.map(({ category, names }) => `${new NameList(names).size} ${category}`);
  const parts = [
    `version ${pack.version} from ${pack.from}`,
    `hosts: ${hosts.join(', ') || 'none'}`,
    `withdrawn: ${new NameList(pack.withdrawn ?? '').size}`,
    pack.thresholds ? 'thresholds' : 'no thresholds',
    pack.model ? 'a model' : 'no model',
    `expires ${pack.expiresAt}`,
    `key ${keyId}`,
  ];
  return parts.join('; ');
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}
