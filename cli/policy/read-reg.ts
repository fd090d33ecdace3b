// Reads .reg text back, as strictly as regedit would want it: what a template says is compared with what was meant.
import { REG_HEAD, REG_ROOT, type RegValue } from './reg.ts';

const KEY = /^\[(HKEY_[A-Z_]+)\\([^[\]]+)\]$/;
const VALUE = /^"((?:[^"\\]|\\["\\])*)"=(.*)$/;
const TEXT = /^"((?:[^"\\]|\\["\\])*)"$/;
const BYTES = /^hex\(1\):((?:[\da-f]{2},)*[\da-f]{2})$/;

/**
 * @returns path of each key below HKEY_LOCAL_MACHINE -> its values
 * @throws Error that names the line
 */
export function readReg(text: string): Record<string, Record<string, RegValue>> {
  const [head, ...lines] = text.replace(/,\\\r\n\s+/g, ',').split('\r\n');
  if (head !== REG_HEAD) throw new Error(`a .reg file begins with "${REG_HEAD}"`);
  if (/[^\r\n -~]/.test(text) || text.replaceAll('\r\n', '').includes('\n'))
    throw new Error('a .reg file of ours is ASCII, with the line ends of Windows');
  const keys: Record<string, Record<string, RegValue>> = {};
  let values: Record<string, RegValue> | null = null;
  for (const line of lines.filter((one) => one !== '')) {
    if (line.startsWith('[')) values = keys[pathOf(line)] ??= {};
    else if (values === null) throw new Error(`a value before any key: ${line}`);
    else setValue(values, line);
  }
  return keys;
}

function pathOf(line: string): string {
  const [, root, path = ''] = KEY.exec(line) ?? [];
  if (root !== REG_ROOT || path.split('\\').includes('')) throw new Error(`no key: ${line}`);
  return path;
}

function setValue(values: Record<string, RegValue>, line: string): void {
  const [, name, data = ''] = VALUE.exec(line) ?? [];
  if (name === undefined) throw new Error(`no value: ${line}`);
  const key = unquoted(name);
  if (key in values) throw new Error(`twice: ${line}`);
  values[key] = readData(data, line);
}

function readData(data: string, line: string): RegValue {
  const [, number] = /^dword:([\da-f]{8})$/.exec(data) ?? [];
  if (number !== undefined) return Number.parseInt(number, 16);
  const [, text] = TEXT.exec(data) ?? [];
  if (text !== undefined) return unquoted(text);
  const [, hex] = BYTES.exec(data) ?? [];
  if (hex === undefined) throw new Error(`data of no kind: ${line}`);
  const bytes = Buffer.from(hex.replaceAll(',', ''), 'hex').toString('utf16le');
  if (!bytes.endsWith('\0')) throw new Error(`a text without its end: ${line}`);
  return bytes.slice(0, -1);
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
