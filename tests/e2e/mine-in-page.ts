// A miner without workers, on a page of the demo site.
import type { Page } from 'playwright';

/** Hashes on the page's own thread, with the rests that let messages in. */
export async function mineInPage(page: Page): Promise<void> {
  for (const url of ['/npm/hash-wasm/dist/argon2.umd.min.js', '/site/miner-core.js'])
    await page.addScriptTag({ url });
  await page.evaluate(() => {
    interface Miner {
      connectPool(about: object): Promise<unknown>;
      mine(about: object): Promise<void>;
    }
    const { demoMiner, hashwasm } = globalThis as unknown as {
      readonly demoMiner: Miner;
      readonly hashwasm: { argon2d(about: object): Promise<string> };
    };
    const salt = new TextEncoder().encode('assay-demo-salt!');
    const hash = (password: string): Promise<string> =>
      hashwasm.argon2d({
        ...{ password, salt, iterations: 1, parallelism: 1, memorySize: 512, hashLength: 32 },
      });
    const report = ({ hashes }: { readonly hashes: number }): void => {
      document.title = String(hashes);
    };
    void (async () => {
      const about = { url: `ws://${location.host}/pool`, algo: 'argon2d/512' };
      const pool = await demoMiner.connectPool(about);
      await demoMiner.mine({ hash, pool, report });
    })();
  });
}
