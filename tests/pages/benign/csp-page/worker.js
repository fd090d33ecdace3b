// Runs under the same policy as the page.
importScripts('/site/answer-wasm.js');
WebAssembly.instantiate(answerWasm).then(({ instance }) =>
  postMessage(`${instance.exports.answer()} at ${location.pathname}`),
);
