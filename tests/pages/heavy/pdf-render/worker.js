// Writes a statement of two pages as PDF, opens it and draws it; the digest of the pictures is the result.
import '/site/heavy.js';
import * as mupdf from '/npm/mupdf/dist/mupdf.js';

const lines = heavy.text(1_200, 4).match(/.{1,70}/g);
const bars = Array.from({ length: 40 }, (_, at) => `${at * 12} ${700 - at * 15} 60 9 re f`).join(
  ' ',
);

function statement() {
  const document = new mupdf.PDFDocument();
  const font = document.addSimpleFont(new mupdf.Font('Helvetica'));
  for (let page = 0; page < 2; page += 1) {
    const text = lines
      .slice(page * 50, page * 50 + 50)
      .map((line) => `(${line}) Tj T*`)
      .join(' ');
    const content = `0.2 0.4 0.9 rg ${bars} 0 g BT /F1 10 Tf 14 TL 40 780 Td ${text} ET`;
    const resources = document.newDictionary();
    const fonts = document.newDictionary();
    fonts.put('F1', font);
    resources.put('Font', fonts);
    document.insertPage(-1, document.addPage([0, 0, 595, 842], 0, resources, content));
  }
  return document.saveToBuffer('compress').asUint8Array().slice();
}

function draw(file, number) {
  const document = mupdf.Document.openDocument(file, 'application/pdf');
  const picture = document
    .loadPage(number)
    .toPixmap(mupdf.Matrix.scale(4, 4), mupdf.ColorSpace.DeviceRGB, false);
  const pixels = picture.getPixels().slice();
  picture.destroy();
  document.destroy();
  return pixels;
}

heavy.serve(() => async () => {
  const file = statement();
  const digests = [await heavy.digest(draw(file, 0)), await heavy.digest(draw(file, 1))];
  return digests.join(' ');
});
