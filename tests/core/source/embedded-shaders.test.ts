// Shaders cut out of scripts: whole, once, and never without bounds.
import { describe, expect, it } from 'vitest';
import { embeddedShaders } from '../../../core/source/embedded-shaders.ts';

const wgsl =
  '@group(0) @binding(0) var<uniform> n: u32;\n@compute @workgroup_size(64)\nfn main() { }';

describe('embeddedShaders', () => {
  it.each(['`', '"', "'"])('cuts out what stands between %s', (quote) => {
    expect(
      embeddedShaders(`const a = "b"; const shader = ${quote}${wgsl}${quote}; f('c')`),
    ).toEqual([wgsl]);
  });

  it('gives each shader once and in order, though it has several marks', () => {
    const glsl = '#version 300 es\nvoid main() { gl_Position = vec4(0.); }';
    expect(embeddedShaders(`f(\`${wgsl}\`, \`${glsl}\`)`)).toEqual([wgsl, glsl]);
  });

  it('finds none where there is none', () => {
    expect(embeddedShaders('const text = "a script without any"')).toEqual([]);
    expect(embeddedShaders('@workgroup_size without quotes')).toEqual([]);
  });

  it('stops at a bound', () => {
    expect(embeddedShaders(`'${wgsl}';`.repeat(500))).toHaveLength(64);
  });
});
