// Accounts at mining pools, in the style of the real ones. Addresses and names are made up.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

const XMR = `4${'8AbC9dEf7GhJ6kLm5NpQ3rSt2UvWx'.repeat(4).slice(0, 94)}`;
const ETH = '0x52908400098527886E0F7030069857D2E4169EE7';

export const pages: readonly DashboardCase[] = [
  {
    title: 'nanopool: account',
    host: 'account.test',
    page: 'Account',
    text: `${XMR}
Balance
0.0812 XMR
Unconfirmed balance
0.0021 XMR
Current calculated hashrate
4,521.0 H/s
Average hashrate for last 6 hours
4,488.1 H/s
Last share
2 minutes ago
Workers
Worker
Hashrate
Last share
Rating
desk-14
4521 H/s
Payments`,
  },
  {
    title: '2miners: address',
    host: 'eth.pool.test',
    page: 'Ethereum pool',
    text: `${ETH}
Unpaid balance
0.01234 ETH
Immature balance
0.0004 ETH
Workers online
2
Current hashrate
122.40 MH/s
Average hashrate
119.8 MH/s
Round shares
0.02 %
Valid shares
1,201
Stale shares
12
Worker
Hashrate
Last share`,
  },
  {
    title: 'ethermine: miner',
    host: 'ether.test',
    page: 'Miner dashboard',
    text: `Current Hashrate
122.4 MH/s
Average Hashrate
119.8 MH/s
Reported Hashrate
124.0 MH/s
Valid Shares
103 (98%)
Stale Shares
2 (2%)
Invalid Shares
0 (0%)
Active Workers
2
Unpaid Balance
0.01234 ETH
Estimated earnings`,
  },
  {
    title: 'flexpool: miner, the figure above its label',
    host: 'flex.test',
    page: 'ETC | Miner',
    text: `122.4 MH/s
Effective Hashrate
119.8 MH/s
Average Effective Hashrate
124.0 MH/s
Reported Hashrate
103
Valid Shares
2
Stale Shares
0.0123 ETC
Unpaid Balance
2 / 3
Workers Online`,
  },
  {
    title: 'MoneroOcean: wallet view',
    host: 'ocean.test',
    page: 'MoneroOcean - Monero Mining Pool',
    text: `Your Hashrate
4.52 KH/s
XMR Pending
0.0021
XMR Paid
1.2000
Total Hashes
812,000,112
Accepted Hashes
812,000,112
Pay threshold
0.1 XMR
desk-14
4.52 KH/s
Worker
Hashrate
Last share`,
  },
  {
    title: 'P2Pool observer: own miner',
    host: 'observer.test',
    page: 'P2Pool Observer - Miner',
    text: `Payout address
${XMR}
Last share
2 hours ago
Current hashrate
4.5 KH/s
Accepted shares
12
Pending payout
0.0021 XMR
Estimated hashrate
4.4 KH/s`,
  },
  {
    title: 'unMineable: address',
    host: 'address.test',
    page: 'DOGE - unMineable',
    text: `Address
DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L
Pending Balance
12.3456 DOGE
Minimum payment
30 DOGE
Reported hashrate
61.2 MH/s
Calculated hashrate
58.9 MH/s
Active workers
1
Worker
Reported
Last share`,
  },
  {
    title: 'yiimp: wallet page',
    host: 'yiimp.test',
    page: 'Wallet - yiimp',
    text: `Wallet: DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L
Immature
0.00012
Confirmed
0.00100
Total unpaid
0.00112
Miners
Worker name
Hashrate
Valid
Reject
desk-14
1.20 MH/s
Summary: x11
61.2 MH/s`,
  },
  {
    title: 'NOMP: worker page',
    host: 'nomp.test',
    page: 'Worker',
    text: `${ETH}.desk-14
Your hashrate: 1.20 KSol/s
Immature balance: 0.0012 ZEC
Accepted shares: 3112
Last share: 12 seconds ago
Luck: 12.1 days`,
  },
  {
    title: 'a pool of Bitcoin: panel of workers',
    host: 'panel.test',
    page: 'Workers',
    text: `Active workers
12
Hashrate (10m)
1.1 PH/s
Hashrate (24h)
1,092 TH/s
Average hashrate
1,092 TH/s
Unpaid balance
0.00123 BTC
Worker
Hashrate
Stale
Last share
rig-01
92.1 TH/s
0.12 %`,
  },
  {
    title: 'a mining pool, in German',
    host: 'pool.test',
    page: 'Mein Konto',
    text: `Aktuelle Hashrate
122,4 MH/s
Gemeldete Hashrate
124,0 MH/s
Unbezahltes Guthaben
0,01234 ETH
Gültige Shares
103
Veraltete Shares
2
Aktive Worker
2
Auszahlungsgrenze
0,05 ETH`,
  },
  {
    title: 'a mining pool, in Russian',
    host: 'pool.test',
    page: 'Статистика',
    text: `Текущий хешрейт
122.4 MH/s
Заявленный хешрейт
124.0 MH/s
Невыплаченный баланс
0.01234 ETH
Принятые шары
103
Последняя шара
2 минуты назад
Воркеры онлайн
2
Порог выплаты
0.05 ETH`,
  },
  {
    title: 'a mining pool, in Chinese',
    host: 'pool.test',
    page: '用户面板',
    text: `实时算力
122.4 MH/s
24小时算力
119.8 MH/s
未支付
0.01234 ETH
在线矿机
2
拒绝率
0.12 %
矿机名称
最后提交时间
2 分钟前`,
  },
  {
    title: 'a solo pool: one line a figure',
    host: 'solo.test',
    page: 'ckpool',
    text: `{
"hashrate1m": "1.2T",
"worker": 1
}
Your hashrate: 1.2 TH/s
Accepted shares: 812,000
Last share: 12 seconds ago
bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4`,
  },
];
