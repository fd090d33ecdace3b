import '/site/miner-core.js';
import { hash } from '/site/scrypt-hash.js';

async function start() {
  const pool = await demoMiner.connectPool({
    url: `ws://${location.host}/pool`,
    algo: 'scrypt/8192',
  });
  await demoMiner.mine({ hash, pool, report: (message) => demoPage.take(window, message) });
}

start().catch(demoPage.fail);
