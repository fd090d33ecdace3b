// Minifies one large script; the digest of the output is the result. esbuild starts its worker itself.
import * as esbuild from '/npm/esbuild-wasm/esm/browser.min.js';

heavy.run(async () => {
  await esbuild.initialize({ wasmURL: '/npm/esbuild-wasm/esbuild.wasm' });
  const source = await (await fetch('/npm/matter-js/build/matter.js')).text();
  return async () => {
    const { code } = await esbuild.transform(source, { minify: true, target: 'es2020' });
    return `${code.length} ${await heavy.digest(code)}`;
  };
});
