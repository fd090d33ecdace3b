// `npm run walker`: compiles core/wasm/walker (AssemblyScript) into core/wasm/walker-bytes.ts, as text, so that the guard
// carries it. The same sources give the same bytes; a test compares them.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { projectFolder } from './browser.ts';

const SOURCES = 'core/wasm/walker';
const TARGET = 'core/wasm/walker-bytes.ts';
/** No runtime, no assertions, nothing imported; -O3 gives no more speed, only more bytes. */
const OPTIONS = '--runtime stub --enable simd -O2 --noAssert --use abort='.split(' ');

/** The text of walker-bytes.ts for the sources as they are. Throws with the compiler's words. */
export async function compiledWalker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-walker-'));
  const binary = join(folder, 'walker.wasm');
  try {
    const compiler = join('node_modules', 'assemblyscript', 'bin', 'asc.js');
    const args = [compiler, `${SOURCES}/entry.ts`, ...OPTIONS, '--outFile', binary];
    await promisify(execFile)(process.execPath, args, { cwd: projectFolder });
    const base64 = (await readFile(binary)).toString('base64');
    return `// Made by \`npm run walker\` from ${SOURCES}. Do not edit.\nexport const WALKER_BASE64 =\n  '${base64}';\n`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = await compiledWalker();
  await writeFile(join(projectFolder, TARGET), text);
  process.stdout.write(`${TARGET}: ${Math.round((text.length * 3) / 4)} bytes of WebAssembly\n`);
}
