// SHA-256 in GLSL, for pages that hash on the graphics processor: the compression function, and how to run a fragment
// shader once for every pixel and read the answers. What is hashed is the pages' own business.
(() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  /** The first 32 bits of the fraction, as a word of GLSL. */
  const word = (x) => `0x${Math.floor((x % 1) * 2 ** 32).toString(16)}u`;

  const functions = `#version 300 es
precision highp float;
precision highp int;
out vec4 answer;
const uint K[64] = uint[64](${primes.map((p) => word(Math.cbrt(p))).join(', ')});
const uint START[8] = uint[8](${primes
    .slice(0, 8)
    .map((p) => word(Math.sqrt(p)))
    .join(', ')});
uint turned(uint x, int n) { return (x >> n) | (x << (32 - n)); }
void compress(inout uint s[8], uint w[16]) {
  uint v[8] = s;
  for (int i = 0; i < 64; i++) {
    if (i > 15) {
      uint a = w[(i + 1) & 15];
      uint b = w[(i + 14) & 15];
      w[i & 15] += (turned(a, 7) ^ turned(a, 18) ^ (a >> 3)) + w[(i + 9) & 15]
        + (turned(b, 17) ^ turned(b, 19) ^ (b >> 10));
    }
    uint one = v[7] + (turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25))
      + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i & 15];
    uint two = (turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22))
      + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    for (int j = 7; j > 0; j--) v[j] = v[j - 1];
    v[4] += one;
    v[0] = one + two;
  }
  for (int j = 0; j < 8; j++) s[j] += v[j];
}
`;

  /** Makes a runner of `main`, a fragment shader's body; throws the compiler's words when it does not compile. */
  function build(main, width, height) {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const gl = canvas.getContext('webgl2');
    if (!gl) throw new Error('no WebGL 2 here');
    const program = gl.createProgram();
    const vertex =
      '#version 300 es\nvoid main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0., 1.); }';
    for (const [type, text] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, functions + main],
    ]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
        throw new Error(`shader: ${gl.getShaderInfoLog(shader)}`);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.useProgram(program);
    /** Draws once with unsigned uniforms. @returns four bytes a pixel */
    return (uniforms) => {
      for (const [name, values] of Object.entries(uniforms))
        gl.uniform1uiv(gl.getUniformLocation(program, name), values);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const pixels = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      return pixels;
    };
  }

  globalThis.demoShader = { build };
})();
