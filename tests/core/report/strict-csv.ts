// A strict RFC 4180 reader, used only to check what we write: it throws on anything the grammar does not allow
// (a stray quote, text after a closing quote, a bare CR or LF) instead of guessing as spreadsheets do.

/** All records of a file that starts with a BOM and ends every record with CR LF. */
export function parseStrictCsv(file: string): string[][] {
  if (!file.startsWith('\ufeff')) throw new Error('no byte order mark');
  const records: string[][] = [];
  let at = 1;
  while (at < file.length) {
    const record: string[] = [];
    for (;;) {
      const [cell, next] = file[at] === '"' ? quotedCell(file, at) : bareCell(file, at);
      record.push(cell);
      at = next + 1;
      if (file[next] === ',') continue;
      if (file.slice(next, next + 2) !== '\r\n') throw new Error(`bad end of cell at ${next}`);
      at = next + 2;
      break;
    }
    records.push(record);
  }
  return records;
}

function bareCell(file: string, start: number): [string, number] {
  let end = start;
  while (end < file.length && !',\r\n'.includes(file.charAt(end))) {
    if (file[end] === '"') throw new Error(`quote inside a bare cell at ${end}`);
    end += 1;
  }
  return [file.slice(start, end), end];
}

function quotedCell(file: string, start: number): [string, number] {
  let text = '';
  for (let at = start + 1; at < file.length; at += 1) {
    if (file[at] !== '"') text += file.charAt(at);
    else if (file[at + 1] !== '"') return [text, at + 1];
    else {
      text += '"';
      at += 1;
    }
  }
  throw new Error(`quote opened at ${start} never closes`);
}
