// Asks a company for its answers, one question after the other. Each answer is checked at once; the whole is checked again
// afterwards like a file.
import { createInterface, type Interface } from 'node:readline/promises';
import { explained } from '../../core/policy/define-key.ts';
import { isKeyName, keyNames, keyOf, type KeyName } from '../../core/policy/policy-keys.ts';
import { readValue } from '../../core/policy/resolve.ts';
import { kindOf } from './kinds.ts';

/** The first questions about the policy; all other keys can be named afterwards. */
const ASKED: readonly KeyName[] = ['mode', 'organisationName', 'contact', 'peopleMay'];

export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** @returns answers as a file would hold them */
export async function askAnswers(streams: Streams): Promise<object> {
  const line = createInterface(streams);
  try {
    const chrome = await askChromium(line, 'Chrome', ['chrome-web-store', 'self-hosted']);
    const edge = await askChromium(line, 'Edge', [
      'edge-add-ons',
      'chrome-web-store',
      'self-hosted',
    ]);
    const firefox = await askFirefox(line);
    const privateWindows = await choose(
      line,
      'Private windows: require that people allow Assay there, forbid them, or leave them',
      ['require', 'forbid', 'leave'],
    );
    const webRtc = await choose(
      line,
      'WebRTC, which host rules do not reach: no UDP that goes around a proxy (video calls may suffer), or leave it',
      ['leave', 'disable_non_proxied_udp'],
    );
    const pin = await choose(line, 'Pin the button of Assay in the toolbar', ['yes', 'no']);
    const values = await askValues(line, streams.output);
    return {
      ...(chrome && { chrome }),
      ...(edge && { edge }),
      ...(firefox && { firefox }),
      ...{ privateWindows, webRtc, pin: pin === 'yes', values },
    };
  } finally {
    line.close();
  }
}

async function askChromium(
  line: Interface,
  browser: string,
  places: readonly string[],
): Promise<object | null> {
  const from = await choose(line, `${browser}: where does it get Assay`, [...places, 'not used']);
  if (from === 'not used') return null;
  const id = await plain(line, `${browser}: id of the extension there`);
  if (from !== 'self-hosted') return { from, id };
  return { from, id, updateUrl: await plain(line, `${browser}: address of update.xml`) };
}

async function askFirefox(line: Interface): Promise<object | null> {
  if ((await choose(line, 'Firefox', ['used', 'not used'])) === 'not used') return null;
  return {
    id: await plain(line, 'Firefox: id of the add-on'),
    installUrl: await plain(line, 'Firefox: address of the signed .xpi'),
  };
}

async function askValues(
  line: Interface,
  output: NodeJS.WritableStream,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const ask = async (name: KeyName): Promise<void> => {
    const { title, shape, default: usual } = keyOf(name);
    output.write(`\n${title} (${name}). ${explained(keyOf(name))}\n`);
    const how = `${shape.expects}; nothing for the default, ${JSON.stringify(usual)}`;
    for (;;) {
      const given = await plain(line, how);
      if (given === '') return;
      const { value, wrong } = readValue(name, valueIn(name, given));
      if (wrong.length === 0) {
        values[name] = value;
        return;
      }
      output.write(`${wrong.map((one) => `${one.name} ${one.why}`).join('\n')}\n`);
    }
  };
  for (const name of ASKED) await ask(name);
  for (;;) {
    const name = await plain(line, '\nName of another key to set; ? lists them, nothing ends');
    if (name === '') return values;
    if (isKeyName(name)) await ask(name);
    else output.write(`${keyNames.join(', ')}\n`);
  }
}

/** A line as the kind of the key wants it: texts as they are, everything else as JSON. */
function valueIn(name: KeyName, given: string): unknown {
  const { is } = kindOf(name);
  if (is === 'text' || is === 'choice') return given;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return given;
  }
}

async function plain(line: Interface, question: string): Promise<string> {
  return (await line.question(`${question}: `)).trim();
}

/** By number or by name; nothing takes the first. */
async function choose(
  line: Interface,
  question: string,
  choices: readonly string[],
): Promise<string> {
  const list = choices.map((choice, index) => `${index + 1} ${choice}`).join(', ');
  for (;;) {
    const given = await plain(line, `${question} [${list}]`);
    const chosen = given === '' ? choices[0] : (choices[Number(given) - 1] ?? given);
    if (chosen !== undefined && choices.includes(chosen)) return chosen;
  }
}
