// Mines of other kinds, and what else is paid, owed, lifted and played: words of mining without a hash.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

export const pages: readonly DashboardCase[] = [
  {
    title: 'text mining',
    host: 'data.test',
    page: 'Text mining dashboard',
    text: `Documents mined
81,212
Workers online
8
Pending documents
412
Accepted annotations
1,201
Rejected annotations
12
Average speed
412 docs/s`,
  },
  {
    title: 'process mining',
    host: 'process.test',
    page: 'Process mining',
    text: `Cases
12,412
Unpaid invoices
41
Pending payments
812.00 €
Average throughput time
12 days
My miners
Start mining
Stop mining`,
  },
  {
    title: 'a coal mine: people on site',
    host: 'coal.test',
    page: 'Mine operations',
    text: `Workers online
212
Rigs active
3 / 4
Drill rigs
4
Methane
0.2 %
Temperature
24 °C
Power
812 W
Average output
412 t/h
Stop rig`,
  },
  {
    title: 'a gold mine: for its holders of shares',
    host: 'gold.test',
    page: 'Investor relations',
    text: `Shares outstanding
412,000,112
Accepted shares
12,000,112
Rejected shares
0
Average price
12.41 $
Unpaid dividends
0.00 $
Gold produced
41,212 oz
Share price
12.44 $`,
  },
  {
    title: 'a crypto miner on the stock exchange',
    host: 'stocks.test',
    page: 'Hash Holdings Inc. (HASH)',
    text: `Share price
12.44 $
Hash rate
31.2 EH/s
Average hashrate
28.9 EH/s
Total shares
412 M
Efficiency
21.1 J/TH
Bitcoin mined
412`,
  },
  {
    title: 'a board of jobs',
    host: 'jobs.test',
    page: 'Jobs in mining',
    text: `Rig worker (m/f/d)
Mining engineer
41 jobs
Pending applications
2
Accepted
0
Rejected
1
Salary
52,000 €`,
  },
  {
    title: 'a gym: racks and rigs',
    host: 'gym.test',
    page: 'Power rigs',
    text: `Rigs
12
Rig name
Power rack 400 W
Average speed
12 km/h
Calories
412
Workout
Start`,
  },
  {
    title: 'a game about miners',
    host: 'games.test',
    page: 'Idle Miner',
    text: `Coins
1.2 M
Miners
12
Gold per second
412/s
Upgrade
Start mining
Stop mining
Workers
8`,
  },
  {
    title: 'the price of electricity and of a solar plant',
    host: '192.168.0.2',
    page: 'Inverter',
    text: `Power
3250 W
Temperature
41 °C
Total yield
812 kWh
Uptime
12 d
Pending
0`,
  },
  {
    title: 'a bank: unpaid and pending',
    host: 'bank.test',
    page: 'Accounts',
    text: `Pending payments
412.00 €
Unpaid balance
0.00 €
Minimum payment
25.00 €
Available balance
1,201.12 €`,
  },
];
