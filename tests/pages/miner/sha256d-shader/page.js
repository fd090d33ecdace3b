// The header of Bitcoin's first block; the search begins a little before the nonce that solved it.
const header =
  '01000000' +
  '00'.repeat(32) +
  '3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a' +
  '29ab5f49' +
  'ffff001d';
const words = header.match(/.{8}/g).map((hex) => parseInt(hex, 16));
const side = 64;
const firstNonce = 2_083_236_893 - 5_000;

/** Hashes header and nonce twice: 80 bytes are two blocks, the 32 bytes of the first hash are one. */
const search = `
uniform uint header[19];
uniform uint firstNonce;
uint swapped(uint x) {
  return (x << 24) | ((x & 0xff00u) << 8) | ((x >> 8) & 0xff00u) | (x >> 24);
}
void main() {
  uint nonce = firstNonce + uint(gl_FragCoord.x) + uint(gl_FragCoord.y) * ${side}u;
  uint first[16];
  for (int i = 0; i < 16; i++) first[i] = header[i];
  uint second[16] = uint[16](header[16], header[17], header[18], swapped(nonce), 0x80000000u,
    0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 0u, 640u);
  uint state[8] = START;
  compress(state, first);
  compress(state, second);
  uint third[16] = uint[16](state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7],
    0x80000000u, 0u, 0u, 0u, 0u, 0u, 0u, 256u);
  uint final[8] = START;
  compress(final, third);
  answer = vec4(final[7] == 0u ? 1. : 0.);
}`;

try {
  const draw = demoShader.build(search, side, side);
  let hashes = 0;
  const step = () => {
    const pixels = draw({ header: words, firstNonce: [firstNonce + hashes] });
    const found = pixels.findIndex((byte) => byte > 0);
    if (found >= 0) demoPage.report({ result: `nonce ${firstNonce + hashes + (found >> 2)}` });
    hashes += side * side;
    demoPage.report({ hashes });
    setTimeout(step, 20);
  };
  step();
} catch (error) {
  demoPage.report({ state: 'refused', error: error.message });
}
