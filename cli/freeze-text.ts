// Modules that a repository holds as WebAssembly text. Only the corpus needs it: wabt is no part of the product.
import wabtInit from 'wabt';

/** Names of the text format before 2019, as wabt still knew them then. */
const formerNames: readonly (readonly [RegExp, string])[] = [
  [/\banyfunc\b/g, 'funcref'],
  [/\b(get|set|tee)_local\b/g, 'local.$1'],
  [/\b(get|set)_global\b/g, 'global.$1'],
  [/\bcurrent_memory\b/g, 'memory.size'],
  [/\bgrow_memory\b/g, 'memory.grow'],
  [/\b([if]\d\d)\.(wrap|demote|promote|reinterpret)\/([if]\d\d)\b/g, '$1.$2_$3'],
  [/\b([if]\d\d)\.(extend|trunc|convert)_([su])\/([if]\d\d)\b/g, '$1.$2_$4_$3'],
];

/** The module in binary form. Throws wabt's error, which names line and column. */
export async function wasmOfText(text: string): Promise<Uint8Array> {
  const wabt = await wabtInit();
  const current = formerNames.reduce((now, [former, name]) => now.replace(former, name), text);
  const features = { simd: true, threads: true, sign_extension: true, bulk_memory: true };
  const module = wabt.parseWat('module.wat', current, features);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
