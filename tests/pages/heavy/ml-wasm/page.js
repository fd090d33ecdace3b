// Classifies four pictures five times; the scores of the first are the result.
heavy.run(async () => {
  tf.wasm.setWasmPaths('/npm/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  const classify = classifier();
  return async () => {
    let scores;
    for (let pass = 0; pass < 5; pass += 1) {
      const output = classify();
      scores = await output.data();
      output.dispose();
    }
    return Array.from(scores.subarray(0, 10), (score) => score.toFixed(3)).join(' ');
  };
});
