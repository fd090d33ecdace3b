// Solves one puzzle; the nonce is the result. The package's entry is made for bundlers, so its module is started here.
import '/site/heavy.js';
import * as glue from '/npm/@mcaptcha/pow-wasm/pow_wasm_bg.js';

heavy.serve(async () => {
  const module = fetch('/npm/@mcaptcha/pow-wasm/pow_wasm_bg.wasm');
  const { instance } = await WebAssembly.instantiateStreaming(module, {
    './pow_wasm_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  return () => {
    const { nonce } = JSON.parse(glue.gen_pow('salt of the demo', 'phrase of the demo', 5_000_000));
    return `nonce ${nonce}`;
  };
});
