// The walker in the tree is what its sources compile to, and it is a module that engines take and that asks for nothing.
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { compiledWalker } from '../../../cli/walker.ts';
import { WALKER_BASE64 } from '../../../core/wasm/walker-bytes.ts';

it('walker-bytes.ts is what `npm run walker` makes of the sources', async () => {
  const path = new URL('../../../core/wasm/walker-bytes.ts', import.meta.url);
  expect(await readFile(path, 'utf8')).toBe(await compiledWalker());
});

it('needs nothing of the page and exports what the host calls', async () => {
  const module = await WebAssembly.compile(Buffer.from(WALKER_BASE64, 'base64'));
  expect(WebAssembly.Module.imports(module)).toEqual([]);
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['memory', 'walkBody', 'searchData', 'faultAt']));
});
