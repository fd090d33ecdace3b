// Exports a clip of twenty pictures; the sizes of the MP4 file and of its video, and the digest of the video, are the
// result.
importScripts('/site/heavy.js', '/npm/h264-mp4-encoder/embuild/dist/h264-mp4-encoder.web.js');

const [width, height] = [480, 320];
const pictures = Array.from({ length: 20 }, (_, frame) => heavy.picture(width, height, frame));

heavy.serve(() => async () => {
  const encoder = await HME.createH264MP4Encoder();
  Object.assign(encoder, { width, height, frameRate: 30, quantizationParameter: 28 });
  encoder.initialize();
  for (const { data } of pictures) encoder.addFrameRgba(data);
  encoder.finalize();
  const file = encoder.FS.readFile(encoder.outputFilename);
  encoder.FS.unlink(encoder.outputFilename);
  encoder.delete();
  const video = box(file, 'mdat');
  return `${file.length} ${video.length} ${await heavy.digest(video)}`;
});

/** One part of an MP4 file: the others say when it was made. */
function box(file, type) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 0; at < file.length; at += view.getUint32(at)) {
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (name === type) return file.slice(at + 8, at + view.getUint32(at));
  }
  throw new Error(`the file has no ${type}`);
}
