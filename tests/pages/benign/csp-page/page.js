// Under this policy a blob worker is refused by the browser; the page's own http worker and wasm are allowed.
function blobWorkerOutcome() {
  const url = URL.createObjectURL(new Blob(["postMessage('ran')"], { type: 'text/javascript' }));
  return new Promise((resolve) => {
    const worker = new Worker(url);
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve('refused');
  });
}

function ownWorkerAnswer() {
  return new Promise((resolve, reject) => {
    const worker = new Worker('worker.js');
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => reject(new Error('the worker of the page was refused'));
  });
}

demoPage.run(async () => {
  const { instance } = await WebAssembly.instantiate(answerWasm);
  return `page ${instance.exports.answer()}, worker ${await ownWorkerAnswer()}, blob worker ${await blobWorkerOutcome()}`;
});
