// One pixel for each word of the hash.
const checksum = `
uniform uint block[16];
void main() {
  uint state[8] = START;
  compress(state, block);
  uint word = state[int(gl_FragCoord.x)];
  answer = vec4(float(word >> 24), float((word >> 16) & 255u), float((word >> 8) & 255u), float(word & 255u)) / 255.;
}`;

/** A file of less than 56 bytes as one padded block. */
function padded(text) {
  const bytes = new Uint8Array(64);
  bytes.set(new TextEncoder().encode(text));
  bytes[text.length] = 128;
  const view = new DataView(bytes.buffer);
  view.setUint32(60, text.length * 8);
  return Array.from({ length: 16 }, (_, at) => view.getUint32(at * 4));
}

demoPage.run(() => {
  const pixels = demoShader.build(checksum, 8, 1)({ block: padded('abc') });
  return Array.from(pixels, (byte) => byte.toString(16).padStart(2, '0')).join('');
});
