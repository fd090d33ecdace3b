// Every way in which a worker depends on where it came from. Each line must read the same with and without Assay.
importScripts('../../site/answer-wasm.js', 'part.js');

function nestedAnswer() {
  return new Promise((resolve, reject) => {
    const nested = new Worker('nested.js');
    nested.onmessage = ({ data }) => resolve(data);
    nested.onerror = (event) => reject(new Error(event.message));
  });
}

async function main() {
  const data = await (await fetch('data.json')).json();
  const { instance } = await WebAssembly.instantiate(answerWasm);
  return [
    `part ${partLoaded}`,
    `fetch ${data.word}`,
    `path ${self.location.pathname}`,
    `same origin ${self.origin === self.location.origin}`,
    `text ${String(self.location) === self.location.href}`,
    `url ${new URL('x', self.location.href).pathname}`,
    `type ${self.location instanceof WorkerLocation}`,
    `request ${new URL(new Request('data.json').url).pathname}`,
    `name ${self.name}`,
    `nested ${await nestedAnswer()}`,
    `wasm ${instance.exports.answer()}`,
  ].join(', ');
}

main().then(
  (result) => postMessage({ result }),
  (error) => postMessage({ error: { name: error.name, message: error.message } }),
);
