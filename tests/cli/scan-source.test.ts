// The text of files in a scan: what gets a row and what it says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSourceRules, loadWasmRules } from '../../cli/load-rules.ts';
import { judgeFile } from '../../cli/scan-judge.ts';
import { jsonLine, summaryLine, type ScanRow } from '../../cli/scan-report.ts';
import { tableText } from '../core/source/source-texts.ts';

const rules = { wasm: await loadWasmRules(), source: await loadSourceRules() };
const folder = mkdtempSync(join(tmpdir(), 'assay-text-'));
const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const headerShader = `${tableText(['sha256-rounds'])} block[4] = 0x80000000u; block[15] = 640u;
@compute @workgroup_size(64) fn main() {}`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rowsOf(name: string, content: string): Promise<ScanRow[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return judgeFile({ path, problem: null }, rules);
}

describe('a scan of text', () => {
  it('confirms the asm.js build of a CryptoNight miner', async () => {
    const path = join(nodeModules, 'turtlecoin-crypto/dist/turtlecoin-crypto.js');
    const [row, ...more] = await judgeFile({ path, problem: null }, rules);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      path,
      verdict: 'confirmed',
      family: 'cryptonight',
      bytes: 887_840,
    });
    expect(row?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.reasons[0]).toMatch(/^It holds .*groestl.*\.$/);
    expect(row?.reasons).toContain('rule source/cryptonight-text');
  });

  it('gives a clear script no row, a clear shader one', async () => {
    expect(await rowsOf('clear.js', 'const a = 1;')).toEqual([]);
    expect(await rowsOf('clear.wgsl', 'fn main() {}')).toMatchObject([{ verdict: 'clear' }]);
  });

  it('confirms a shader, by itself and inside a script', async () => {
    expect(await rowsOf('miner.wgsl', headerShader)).toMatchObject([
      { verdict: 'confirmed', family: 'sha256d' },
    ]);
    const [row] = await rowsOf('miner.mjs', `export const shader = \`${headerShader}\`;`);
    expect(row).toMatchObject({ verdict: 'confirmed', family: 'sha256d' });
    expect(row?.reasons).toContain('in a shader of the script');
  });

  it('names the words of a client', async () => {
    const [row] = await rowsOf(
      'client.html',
      '<script>ws.send({ job_id, nonce }); startMining()</script>',
    );
    expect(row).toMatchObject({ verdict: 'suspected', family: 'miner-client' });
    expect(row?.reasons[0]).toContain('jobid');
  });

  it('writes the documented keys and counts texts apart from modules', async () => {
    const [row] = await rowsOf('again.wgsl', headerShader);
    expect(Object.keys(JSON.parse(jsonLine(row as ScanRow)) as object)).toEqual([
      'path',
      'sha256',
      'bytes',
      'verdict',
      'score',
      'family',
      'ms',
      'reasons',
    ]);
    const verdicts = { clear: 0, suspected: 0, confirmed: 1, error: 0 };
    expect(summaryLine({ files: 2, modules: 1, texts: 1, verdicts })).toContain(
      '1 module and 1 script or shader in 2 files',
    );
  });
});
