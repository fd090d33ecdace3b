// Classifies four pictures; the scores of the first are the result.
heavy.run(async () => {
  await tf.setBackend('webgl');
  const classify = classifier();
  return async () => {
    const output = classify();
    const scores = await output.data();
    output.dispose();
    return Array.from(scores.subarray(0, 10), (score) => score.toFixed(2)).join(' ');
  };
});
