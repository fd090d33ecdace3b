// Pages about mining that show nobody’s miners: news, documentation, research, calculators, pages of pools for everybody.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

const ETH = '0x52908400098527886E0F7030069857D2E4169EE7';

export const pages: readonly DashboardCase[] = [
  {
    title: 'news: a report on hash rates',
    host: 'news.test',
    page: 'Bitcoin hash rate hits record',
    text: `Bitcoin hash rate hits record
The network's hash rate rose to 812 EH/s this week, up from 790 EH/s.
Miners said that their unpaid balances grew while fees fell, and that stale shares were below 1 %.
Share this article
12 comments
Markets
BTC 64,120 $`,
  },
  {
    title: 'news: a raid on illegal miners',
    host: 'paper.test',
    page: 'Police find 300 rigs',
    text: `Police find 300 rigs in a warehouse
The rigs reached 18.4 GH/s, and the workers online at the time were arrested.
300 rigs
Share
Read later`,
  },
  {
    title: 'documentation of a pool: words of the dashboard',
    host: 'docs.test',
    page: 'Understanding the dashboard',
    text: `Unpaid balance
The balance that has not been paid yet. Payments begin at the payout threshold.
Reported hashrate
What your miner says, for instance 100 MH/s.
Stale shares
Shares that came too late. They should be below 2 %.
Minimum payout
0.05 ETH
Pool fee
1 %
stratum+tcp://eth.pool.test:4444`,
  },
  {
    title: 'documentation of a miner: how to start it',
    host: 'docs.test',
    page: 'XMRig: command line options',
    text: `xmrig -o stratum+ssl://pool.test:443 -u YOUR_WALLET -p x
--donate-level=N
Donate level, 1 % by default
--http-port=N
Bind port of the HTTP API
Hashrate of a Ryzen 9 5950X
15.8 kH/s
Algorithm
rx/0`,
  },
  {
    title: 'the read-me of XMRig on a code host',
    host: 'code.test',
    page: 'GitHub - xmrig/xmrig: RandomX, KawPow, CryptoNight miner',
    text: `XMRig is a high performance, open source CPU/GPU miner
Mining backends
CPU (x86/x64/ARMv7/ARMv8/RISC-V)
Download
Usage
Donations
Default donation 1 %
48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUicoD
Stars
8.6k
Releases
132`,
  },
  {
    title: 'an issue with the log of a miner in it',
    host: 'code.test',
    page: 'Low hashrate on EPYC · Issue #2412 · xmrig/xmrig',
    text: `Low hashrate on EPYC
* ABOUT XMRig/6.21.0 gcc/9.3.0
[2024-05-01 10:00:01.123] net use pool pool.test:443 TLSv1.3
[2024-05-01 10:00:31.123] cpu accepted (12/0) diff 100001 (25 ms)
[2024-05-01 10:01:01.123] miner speed 10s/60s/15m 4529.0 4530.9 n/a H/s max 4533.9 H/s
"user": "48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUicoD",
Assignees
No one assigned
Labels
question
2 participants`,
  },
  {
    title: 'a file of a code host: the sample answer of an API',
    host: 'raw.code.test',
    page: '',
    text: `{"id":"a1","worker_id":"desk","results":{"shares_good":41,"shares_total":42},"hashrate":{"total":[4521.1,null,null]},"donate_level":1}`,
  },
  {
    title: 'research: a paper on cryptojacking',
    host: 'arxiv.test',
    page: 'Detecting cryptojacking by its hash rate',
    text: `Abstract
We measure 1,201 sites whose miners reach 25 H/s to 80 H/s in a browser.
Table 2: pools and their accepted shares
Pool
Shares
Sites
CoinHive
812
We submit shares with a stratum proxy, stratum+tcp://, and count the accepted ones.
3.2 Ethics
No user mined for us.`,
  },
  {
    title: 'research: an index of electricity use',
    host: 'index.test',
    page: 'Bitcoin Electricity Consumption Index',
    text: `Network hashrate
812 EH/s
Average efficiency
32.1 J/TH
Annualised consumption
171.2 TWh
Assumed electricity price
0.05 $/kWh`,
  },
  {
    title: 'an encyclopaedia: mining pool',
    host: 'encyclopedia.test',
    page: 'Mining pool',
    text: `Mining pool
In the context of cryptocurrency mining, a pool is the pooling of resources by miners.
Share
A share is awarded to members who present a valid partial proof-of-work.
Pay-per-share
Payout threshold
References
12
Hash rate: 1 TH/s is 10^12 H/s`,
  },
  {
    title: 'a calculator of profits',
    host: 'calc.test',
    page: 'Coins by mining profitability',
    text: `Hash rate
120.00 Mh/s
Power
360.00 W
Cost
0.1 $/kWh
Pool fee
1 %
Ethereum Classic
Est. rewards
0.021
Rev. 24h
0.61 $
Profit 24h
-0.25 $
Algorithm
Etchash
Difficulty
2.9 P
Add rig
Start mining`,
  },
  {
    title: 'a calculator: hardware compared',
    host: 'calc.test',
    page: 'GPU mining profitability',
    text: `RTX 3080
97.88 MH/s
224 W
0.44 MH/W
RTX 3070
60.60 MH/s
116 W
0.52 MH/W
Daily income
0.61 $`,
  },
  {
    title: 'the public page of a pool',
    host: 'pool.test',
    page: 'Mining Pool',
    text: `Pool hashrate
12.4 GH/s
Network hashrate
410 TH/s
Miners online
1,201
Workers online
3,112
Pool fee
1 %
Minimum payout
0.05 ETH
Blocks found (24h)
12
Network difficulty
5.4 P
stratum+tcp://eth.pool.test:4444
Start mining`,
  },
  {
    title: 'a list of the pools of one coin',
    host: 'poolstats.test',
    page: 'Monero (XMR) RandomX mining pools',
    text: `Network hashrate
4.52 GH/s
Pool
Fee
Min pay
Miners
Hashrate
Height
pool-one.test
0.6 %
0.1 XMR
3,412
1.1 GH/s
pool-two.test
1 %
0.3 XMR
812
412 MH/s`,
  },
  {
    title: 'the public list of the miners of a pool',
    host: 'pool.test',
    page: 'Miners',
    text: `Login
Hashrate
Last beat
0x52908400098527886E0F7030069857D2E4169EE7
122 MH/s
0x8617E340B3D01FA5F11F306F4090FD50E238070D
61 MH/s
0xde709f2102306220921060314715629080e2fb77
58 MH/s
0x27b1fdb04752bbc536007a920d24acb045561c26
44 MH/s
0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
31 MH/s`,
  },
  {
    title: 'an explorer of a chain',
    host: 'explorer.test',
    page: 'Block 19,000,000',
    text: `Block 19,000,000
Mined by
${ETH}
Block reward
2.01 ETH
Network hashrate
1.1 PH/s
Difficulty
12.1 P
Pending transactions
141,212`,
  },
  {
    title: 'a forum: the rig of a member',
    host: 'forum.test',
    page: 'Show your rig!',
    text: `My rig: 6x RTX 3070, 366 MH/s at 720 W. Stale shares are at 0.4 %.
Rigs
Posted
2 minutes ago
412 replies
My miners are at 58 °C.
Pool fee is 1 % here and the payout threshold 0.05 ETH.
Likes
41`,
  },
  {
    title: 'a tutorial: from nothing to the first share',
    host: 'blog.test',
    page: 'How to mine Monero',
    text: `1. Choose a pool
2. Download XMRig
3. Start it
xmrig -o stratum+tcp://pool.test:3333 -u 48edf... -p rig1
4. Look at the dashboard: your hashrate should be near 4.5 kH/s.
Minimum payout
0.1 XMR
Pool fee
0.6 %
Last updated
2 days ago`,
  },
  {
    title: 'the page of a seller of cloud mining, before a contract',
    host: 'cloud.test',
    page: 'Cloud mining plans',
    text: `Starter
10 TH/s
99 $
Pro
100 TH/s
899 $
Payout
daily
Maintenance fee
0.05 $/TH
Start mining`,
  },
];
