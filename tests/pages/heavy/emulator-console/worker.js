// Runs a made-up cartridge for sixty pictures; the digest of the last one and two bytes of memory are the result.
import '/site/heavy.js';
import NES from '/npm/jsnes/src/nes.js';

/** Counts and mixes in zero page for ever, and keeps the picture switched on. */
const program = [
  ...[0x78, 0xd8, 0xa2, 0x00],
  ...[0x18, 0xa5, 0x00, 0x69, 0x1d, 0x85, 0x00, 0x45, 0x01, 0x85, 0x01, 0xe6, 0x02, 0xe8],
  ...[0xa9, 0x1e, 0x8d, 0x01, 0x20, 0x4c, 0x04, 0x80],
];

function cartridge() {
  const file = new Uint8Array(16 + 16_384 + 8_192);
  file.set([0x4e, 0x45, 0x53, 0x1a, 1, 1]);
  file.set(program, 16);
  file.set([0x00, 0x80, 0x00, 0x80, 0x00, 0x80], 16 + 16_384 - 6);
  file.set(heavy.bytes(8_192, 6), 16 + 16_384);
  return file;
}

heavy.serve(() => {
  const file = cartridge();
  return async () => {
    let picture;
    const console = new NES({ onFrame: (pixels) => (picture = pixels), emulateSound: false });
    console.loadROM(file);
    for (let frame = 0; frame < 60; frame += 1) console.frame();
    const memory = [console.cpu.mem[0], console.cpu.mem[1]];
    return `${memory.join(' ')} ${await heavy.digest(Uint32Array.from(picture))}`;
  };
});
