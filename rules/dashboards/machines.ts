// Programs and services that show the machines of somebody who mines, in the style of the real ones. Names are made up.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

const XMR = `4${'8AbC9dEf7GhJ6kLm5NpQ3rSt2UvWx'.repeat(4).slice(0, 94)}`;
const ETH = '0x52908400098527886E0F7030069857D2E4169EE7';

export const pages: readonly DashboardCase[] = [
  {
    title: 'XMRig: the answer of its HTTP API',
    host: '127.0.0.1',
    page: '127.0.0.1:8080/2/summary',
    text: `{"id":"a1b2c3","worker_id":"desk-14","uptime":5023,"resources":{"load_average":[7.9,7.8,7.7]},"results":{"diff_current":100001,"shares_good":41,"shares_total":42,"avg_time":120,"hashes_total":4200042},"algo":"rx/0","connection":{"pool":"pool.test:443","uptime":5020,"ping":31},"donate_level":1,"hugepages":[1168,1168],"hashrate":{"total":[4521.1,4519.8,null],"highest":4588.2}}`,
  },
  {
    title: 'T-Rex: the answer of its API, on a machine in the network around',
    host: '192.168.1.77',
    page: '',
    text: `{"accepted_count":1201,"active_pool":{"difficulty":"4.00 G","ping":27,"url":"stratum+tcp://pool.test:4444","user":"${ETH}"},"algorithm":"ethash","gpus":[{"hashrate":61231007,"temperature":58}],"hashrate":61231007,"rejected_count":3,"uptime":8021}`,
  },
  {
    title: 'XMRig workers page',
    host: 'workers.test',
    page: 'XMRig workers',
    text: `Workers
Name
Version
Pool
Accepted
Rejected
Hashrate (10s)
Hashrate (60s)
Worker
Speed
Accepted
Uptime
desk-14
6.21.0
4521.1 H/s
4519.8 H/s
Accepted shares
41
Rejected shares
1
Algorithm
rx/0`,
  },
  {
    title: 'NiceHash rig manager',
    host: 'rigs.test',
    page: 'Mining | NiceHash',
    text: `Rig manager
Mining address
Unpaid mining balance
0.00001234 BTC
≈ 0.84 EUR
Next payout
in 3 hours
Current profitability
0.00002100 BTC / 24h
Active rigs
2 / 3
Worker
Status
Algorithm
Accepted speed
Rejected speed
Reject rate
Uptime
desk-14
MINING
DaggerHashimoto
61.20 MH/s
0.10 MH/s
58 °C
118 W
Stop mining
Restart miner`,
  },
  {
    title: 'NiceHash QuickMiner on this machine',
    host: 'localhost',
    page: 'QuickMiner',
    text: `QuickMiner
Rig name
desk-14
GPU 0
61.20 MH/s
Temperature
58 °C
Power
118 W
Efficiency
0.52 MH/W
Unpaid: 0.00001234 BTC
Stop mining`,
  },
  {
    title: 'Hive OS farm',
    host: 'farm.test',
    page: 'Basement | Hive OS',
    text: `Farms
Workers
Flight Sheets
OC templates
Wallets
Rigs online
4
Worker
Uptime
Temp
Fan
Power
Hashrate
A/R
rig-01
2d 4h
58°
62 %
118 W
61.20 MH/s
1201 / 3
t-rex 0.26.8
Miner log
Reboot rig
Average hashrate
244.8 MH/s`,
  },
  {
    title: 'minerstat: overview of workers',
    host: 'my.minerstat.test',
    page: 'Dashboard | minerstat',
    text: `My workers
3 workers online
Total power
354 W
Hashrate (24h)
183.0 MH/s
Accepted
1,201
Rejected
3
Worker name
Temperature
58 °C
Uptime
Reject rate
Profit switch
Overclocking profiles`,
  },
  {
    title: 'Kryptex: mining page of the account',
    host: 'kryptex.test',
    page: 'Kryptex',
    text: `My miners
1 worker online
GPU 0
61.2 MH/s
58 °C
118 W
Unpaid balance
0.84 $
Accepted shares: 312
Rejected shares: 1
Stop mining`,
  },
  {
    title: 'Cudo Miner: console',
    host: 'console.test',
    page: 'Cudo Miner | Devices',
    text: `Mining devices
3
Pending balance
0.00000412 BTC
Device
Hashrate
Temperature
Power
desk-14
61.2 MH/s
58 °C
118 W
Average hashrate (24h)
60.8 MH/s
Pause mining
Overclocking`,
  },
  {
    title: 'Awesome Miner: web view in the network around',
    host: '10.0.3.14',
    page: 'Awesome Miner',
    text: `Miners
Rigs online: 12
Name
Pool
stratum+tcp://pool.test:3333
Progress
Accepted
84,120
Rejected
311
Average speed: 92.1 TH/s
Temperature 71 °C
Power 3250 W
Efficiency 35.2 J/TH
Restart miner`,
  },
  {
    title: 'the page of an ASIC',
    host: '192.168.0.31',
    page: 'Antminer',
    text: `Miner Status
Summary
Elapsed
GH/S(RT)
Uptime
5d 4h
Real-time hashrate
92.1 TH/s
Average hashrate
91.8 TH/s
Pools
URL
User
Accepted
84120
Rejected
311
Stale
12
stratum+tcp://pool.test:3333
Last share
0:00:04
71 °C
3250 W`,
  },
  {
    title: 'Monero in the browser, running',
    host: 'mine.test',
    page: 'Mine in your browser',
    text: `Your wallet
${XMR}
Hashes/s
25.3
Total
1,024
Threads
4 + / -
Speed
100 %
Accepted hashes
1,024
Stop mining`,
  },
  {
    title: 'a miner in the browser: figures with units of their own',
    host: 'coin.test',
    page: 'Web miner',
    text: `Your hashrate: 25.3 H/s
Accepted shares: 12
Difficulty: 4000
Threads: 4
Pause mining
Start mining`,
  },
  {
    title: 'a dashboard of somebody’s own making',
    host: 'rigs.lan',
    page: 'rigs',
    text: `Rig name
rig-01
Total hashrate
183.0 MH/s
Average hashrate
181.0 MH/s
Valid shares
4,120
Invalid shares
3
GPU 0: 58 °C 118 W
Restart miner`,
  },
];
