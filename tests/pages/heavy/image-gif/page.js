// Renders eight pictures; the digest of the GIF file is the result. Each round starts two fresh workers, as the
// package does.
const pictures = Array.from({ length: 8 }, (_, frame) => {
  const { data, width, height } = heavy.picture(320, 240, frame);
  return new ImageData(data, width, height);
});

function render() {
  return new Promise((resolve, reject) => {
    const gif = new GIF({ workers: 2, quality: 5, workerScript: '/npm/gif.js/dist/gif.worker.js' });
    for (const picture of pictures) gif.addFrame(picture, { delay: 40 });
    gif.on('finished', resolve);
    gif.on('abort', () => reject(new Error('aborted')));
    gif.render();
  });
}

heavy.run(() => async () => {
  const file = await (await render()).arrayBuffer();
  return `${file.byteLength} ${await heavy.digest(file)}`;
});
