// Writes a tiny multiboot kernel for an x86 in protected mode: a few hundred routines of random arithmetic, each in
// its own page of memory, called one after the other for ever. It knows only the few instructions that it uses.
const loadAddress = 0x10_0000;
const pageBytes = 4096;
const routines = 400;
const loops = 600;
const steps = 40;

const u32 = (value) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

/** Arithmetic on eax with a constant, by opcode: add, sub, xor; a rotation; a multiplication; a sum over a table. */
const makers = [
  (next) => [0x05, ...u32(next() * 2 ** 32)],
  (next) => [0x2d, ...u32(next() * 2 ** 32)],
  (next) => [0x35, ...u32(next() * 2 ** 32)],
  (next) => [0xc1, 0xc0, 1 + Math.floor(next() * 30)],
  (next) => [0x69, 0xc0, ...u32((next() * 2 ** 32) | 1)],
  (next) => [0x03, 0x05, ...u32(loadAddress + 64 + 4 * Math.floor(next() * 64))],
];

/** `mov ecx, loops; again: …; dec ecx; jnz again; ret`. */
function routine(next) {
  const body = Array.from({ length: steps }, () =>
    makers[Math.floor(next() * makers.length)](next),
  ).flat();
  const back = -(body.length + 1 + 6);
  return [0xb9, ...u32(loops), ...body, 0x49, 0x0f, 0x85, ...u32(back), 0xc3];
}

/** Calls all routines, writes eax to the first serial port byte by byte, and begins again. */
function main(start) {
  const code = [0xbc, ...u32(0x80_0000)];
  const again = code.length;
  code.push(0xb8, ...u32(1));
  for (let at = 0; at < routines; at += 1) {
    const target = (at + 2) * pageBytes;
    code.push(0xe8, ...u32(target - (start + code.length + 5)));
  }
  code.push(0x66, 0xba, 0xf8, 0x03, 0xee);
  for (let byte = 1; byte < 4; byte += 1) code.push(0xc1, 0xe8, 8, 0xee);
  code.push(0xe9, ...u32(again - (code.length + 5)));
  return code;
}

export function kernel() {
  const next = heavy.random(86);
  const start = 1024;
  const image = new Uint8Array((routines + 2) * pageBytes);
  const [magic, flags] = [0x1bad_b002, 0x1_0000];
  const end = loadAddress + image.length;
  const header = [magic, flags, -(magic + flags), ...[loadAddress, loadAddress, end, end]];
  image.set([...header, loadAddress + start].flatMap(u32), 0);
  for (let at = 64; at < 64 + 256; at += 1) image[at] = next() * 256;
  image.set(main(start), start);
  for (let at = 0; at < routines; at += 1) image.set(routine(next), (at + 2) * pageBytes);
  return image;
}
