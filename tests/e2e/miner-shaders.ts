// What tests of the graphics processor share: how the browser offers one wherever the tests run, and shaders with the words
// of SHA-256 and the padding of a block header, which no page but a miner has.
import { tableText } from '../core/source/source-texts.ts';

/** SwiftShader, which computes graphics on the processor: the same on every machine. */
export const GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const rounds = tableText(['sha256-rounds'], (word) => `0x${word.toString(16)}u`)
  .replace(/^var t = \[/, '')
  .replace(/\];$/, '');
export const minerGlsl = `#version 300 es
precision highp float; precision highp int; out vec4 o; const uint K[64] = uint[64](${rounds});
void main() { o = vec4(float(K[int(gl_FragCoord.x) & 63] + 0x80000000u + 640u)); }`;
export const minerWgsl = `const K = array<u32, 64>(${rounds});
@group(0) @binding(0) var<storage, read_write> o: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  o[id.x] = K[id.x & 63u] + 0x80000000u + 640u;
}`;
