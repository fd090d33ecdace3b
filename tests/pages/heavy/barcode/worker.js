// Looks for all kinds of codes on a large picture with a QR code in it; the text that it says is the result.
import '/site/heavy.js';
import { prepareZXingModule, readBarcodes } from '/npm/zxing-wasm/dist/es/reader/index.js';
import * as writer from '/npm/zxing-wasm/dist/es/writer/index.js';

const locate = (folder) => ({ locateFile: (name) => `/npm/zxing-wasm/dist/${folder}/${name}` });
const dots = 6;

async function ticket() {
  const { symbol, error } = await writer.writeBarcode('ticket 12345', { format: 'QRCode' });
  if (error) throw new Error(error);
  const { width, height, data } = heavy.picture(1280, 960);
  const picture = new ImageData(data, width, height);
  for (let y = -4; y < symbol.height + 4; y += 1)
    for (let x = -4; x < symbol.width + 4; x += 1) square(picture, x, y, symbol);
  return picture;
}

/** One module of the code, or of the quiet zone around it. */
function square({ width, data }, x, y, symbol) {
  const isInside = x >= 0 && y >= 0 && x < symbol.width && y < symbol.height;
  const value = isInside ? symbol.data[y * symbol.width + x] : 255;
  for (let at = 0; at < dots * dots; at += 1) {
    const place = (400 + y * dots + Math.floor(at / dots)) * width + 500 + x * dots + (at % dots);
    data.fill(value, place * 4, place * 4 + 3);
  }
}

heavy.serve(async () => {
  prepareZXingModule({ overrides: locate('reader') });
  writer.prepareZXingModule({ overrides: locate('writer') });
  const picture = await ticket();
  return async () => {
    const found = await readBarcodes(picture, { tryHarder: true, maxNumberOfSymbols: 4 });
    return found.map(({ format, text }) => `${format} ${text}`).join();
  };
});
