// instantiateStreaming as the standard has it: a good response works and is used up, a wrong one is a TypeError.
const wasmUrl = '/npm/sql.js/dist/sql-wasm.wasm';

async function nameOfError(promise) {
  return promise.then(
    () => 'no error',
    (error) => error.constructor.name,
  );
}

demoPage.run(async () => {
  const response = await fetch(wasmUrl);
  const module = await WebAssembly.compileStreaming(response);
  const again = await nameOfError(WebAssembly.compileStreaming(response));
  const notWasm = await nameOfError(WebAssembly.instantiateStreaming(fetch('/site/demo.css'), {}));
  const SQL = await initSqlJs({
    instantiateWasm(imports, done) {
      WebAssembly.instantiateStreaming(fetch(wasmUrl), imports).then((made) =>
        done(made.instance, made.module),
      );
      return {};
    },
  });
  const [answer] = new SQL.Database().exec('SELECT 6 * 7');
  return [
    module instanceof WebAssembly.Module,
    WebAssembly.Module.exports(module).length,
    response.bodyUsed,
    again,
    notWasm,
    answer.values[0][0],
  ].join(' ');
});
