// What share of all instructions of a module is xor, load, call and so on: the whole-module ratios that most published
// detectors go by. Only baselines of the evaluation are made of them; the judge never sees them. It shares no code with
// the judge's walker, so that a fault of one does not hide in the other.
// Spec: https://webassembly.github.io/spec/core/binary/instructions.html

/** Opcodes by sort, hexadecimal ranges; behind a prefix `fd.51`. The first sort that fits counts. */
const sorts: Readonly<Record<string, string>> = {
  xorPercent: '73 85 fd.51',
  rotatePercent: '77-78 89-8a',
  shiftPercent: '74-76 86-88 fd.6b-6d fd.8b-8d fd.ab-ad fd.cb-cd',
  andOrPercent: '71-72 83-84 fd.4e-50',
  addPercent: '6a-6b 7c-7d fd.6e fd.71 fd.8e fd.91 fd.ae fd.b1 fd.ce fd.d1',
  multiplyPercent: '6c 7e fd.95 fd.b5 fd.d5',
  dividePercent: '6d-70 7f-82',
  comparePercent: '45-66',
  loadPercent: '28-35 fd.00-0a fd.5c-5d',
  storePercent: '36-3e fd.0b',
  localPercent: '20-22',
  globalPercent: '23-24',
  constantPercent: '41-44 fd.0c',
  callPercent: '10-15',
  controlPercent: '00-0f 18-1c',
  floatPercent: '8b-a6',
  convertPercent: 'a7-c4',
  vectorPercent: 'fd.00-1ff',
};

/** What follows an opcode: l a LEB128, b a byte, m a memory place, t a type, 4 8 and v fixed bytes, + a list of it. */
const immediates: Readonly<Record<string, string>> = {
  '': '00-01 05 0a-0b 0f 19-1b 45-c4 d1 d3-d4 fb.0f fb.1a-1e fc.00-07 fc.13-16 fd.0e-14 fd.23-53 fd.5e-1ff',
  l: '07-09 0c-0d 10 12 14-15 18 20-26 3f-42 d0 d2 d5-d6 fb.00-01 fb.06-07 fb.0b-0e fb.10 fb.14-17 fc.09 fc.0b fc.0d fc.0f-11',
  ll: '11 13 fb.02-05 fb.08-0a fb.11-13 fc.08 fc.0a fc.0c fc.0e',
  m: '28-3e fd.00-0b fd.5c-5d fe.00-02 fe.10-4e',
  t: '02-04 06',
  b: 'fd.15-22 fe.03',
  4: '43',
  8: '44',
  v: 'fd.0c-0d',
  mb: 'fd.54-5b',
  blll: 'fb.18-19',
  '+ll': '0e', // br_table: the labels, then the default
  '+t': '1c',
  't+c': '1f',
};

const prefixes = [0xfb, 0xfc, 0xfd, 0xfe];
const slotsOfPrefix = 0x200;
const slotCount = 0x100 + prefixes.length * slotsOfPrefix;
const sortNames = Object.keys(sorts);
const forms = Object.keys(immediates);
const sortOfSlot = slotsOf(sorts);
const formOfSlot = slotsOf(immediates);
const codeSection = 10;

/** The bytes ended, or what is there is not known: the count ends with what was read. */
class Unreadable extends Error {}

/** Shares in per cent, rounded to a hundredth; all 0 for a module without instructions. Ends at malformed code. */
export function opcodeShares(bytes: Uint8Array): Record<string, number> {
  const counts = new Float64Array(sortNames.length + 1);
  try {
    countModule(new Reader(bytes, 8, bytes.length), counts);
  } catch (error) {
    // Shares of what was read before the fault still describe the module; the judgement names the fault.
    if (!(error instanceof Unreadable)) throw error;
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  const percent = (count: number): number =>
    all === 0 ? 0 : Math.round((count / all) * 10_000) / 100;
  return Object.fromEntries(sortNames.map((name, i) => [name, percent(counts[i] ?? 0)]));
}

function countModule(module: Reader, counts: Float64Array): void {
  while (module.at < module.end) {
    const id = module.byte();
    // A module that is cut off is read as far as it goes.
    const sizeBytes = module.leb();
    const section = module.part(Math.min(sizeBytes, module.end - module.at));
    if (id !== codeSection) continue;
    for (let left = section.leb(); left > 0; left--) {
      const body = section.part(section.leb());
      countBody(body, counts);
    }
  }
}

/** Counts the instructions of a body, up to the first that is not known. */
function countBody(body: Reader, counts: Float64Array): void {
  for (let groups = body.leb(); groups > 0; groups--) {
    body.leb();
    skipForm(body, 't');
  }
  while (body.at < body.end) {
    let slot = body.byte();
    const prefix = prefixes.indexOf(slot);
    if (prefix >= 0) slot = 0x100 + prefix * slotsOfPrefix + Math.min(body.leb(), 0x1ff);
    const form = forms[formOfSlot[slot] ?? forms.length];
    if (form === undefined) return;
    if (form === 'l') body.leb();
    else if (form !== '') skipForm(body, form);
    const sort = sortOfSlot[slot] ?? sortNames.length;
    counts[sort] = (counts[sort] ?? 0) + 1;
  }
}

/** Skips immediates step by step; `+` repeats the step behind it as often as the LEB128 there says. */
function skipForm(reader: Reader, form: string): void {
  for (let i = 0; i < form.length; i++) {
    const isList = form[i] === '+';
    if (isList) i++;
    for (let left = isList ? reader.leb() : 1; left > 0; left--) skipStep(reader, form[i] ?? '');
  }
}

function skipStep(reader: Reader, step: string): void {
  if (step === 'l') reader.leb();
  else if (step === 'b') reader.byte();
  else if (step === '4' || step === '8') reader.part(Number(step));
  else if (step === 'v') reader.part(16);
  else if (step === 't') skipType(reader);
  // A catch clause: its kind; kinds 0 and 1 name a tag, all a label.
  else if (step === 'c') skipForm(reader, reader.byte() < 2 ? 'll' : 'l');
  // Alignment, whose bit 6 says that a memory index follows; then the offset.
  else skipForm(reader, (reader.leb() & 0x40) === 0 ? 'l' : 'll');
}

/** A value or block type: a LEB128, behind 0x63 and 0x64 (references) one more. */
function skipType(reader: Reader): void {
  const first = reader.bytes[reader.at] ?? 0;
  reader.leb();
  if (first === 0x63 || first === 0x64) reader.leb();
}

class Reader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Unreadable();
    return this.bytes[this.at++] ?? 0;
  }

  /** The low 32 bits of a LEB128 of any length. */
  leb(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** The next bytes as a reader of their own; this one goes on behind them. */
  part(sizeBytes: number): Reader {
    const start = this.at;
    if (start + sizeBytes > this.end) throw new Unreadable();
    this.at += sizeBytes;
    return new Reader(this.bytes, start, this.at);
  }
}

/** For every opcode the place of the first name whose ranges hold it; the place behind the last for all others. */
function slotsOf(ranges: Readonly<Record<string, string>>): Uint8Array {
  const texts = Object.values(ranges);
  const found = new Uint8Array(slotCount).fill(texts.length);
  for (const [place, text] of [...texts.entries()].reverse()) {
    for (const range of text.split(' ')) {
      const [prefix = '', codes] = range.includes('.') ? range.split('.') : ['', range];
      const base =
        prefix === '' ? 0 : 0x100 + prefixes.indexOf(parseInt(prefix, 16)) * slotsOfPrefix;
      const [first = 0, last = first] = (codes ?? '').split('-').map((code) => parseInt(code, 16));
      found.fill(place, base + first, base + last + 1);
    }
  }
  return found;
}
