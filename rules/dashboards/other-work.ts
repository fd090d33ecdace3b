// Workers, queues and machines that compute something else: words of mining, and no miner.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

export const pages: readonly DashboardCase[] = [
  {
    title: 'Folding@home: a team',
    host: 'folding.test',
    page: 'Team statistics',
    text: `Team score
812,000,112
Work units
41,212
Active workers
212
Rank
12 of 10,112
Last work unit
2 minutes ago
Points per day
1.2 M`,
  },
  {
    title: 'BOINC: computers of an account',
    host: 'boinc.test',
    page: 'Your computers',
    text: `Computer
Average credit
Total credit
Last contact
desk-14
412.12
81,212
2 minutes ago
Tasks in progress
12
Pending credit
412
Valid tasks
1,201
Invalid tasks
3`,
  },
  {
    title: 'Grafana: a cluster of graphics cards',
    host: 'grafana.lan',
    page: 'GPU cluster - Grafana',
    text: `GPU temperature
58 °C
Power usage
318 W
GPU utilisation
98 %
Workers online
12
Nodes
4
Average speed
412 it/s
Memory
38.1 GiB
Uptime
12 days`,
  },
  {
    title: 'Grafana: logs',
    host: 'logs.lan',
    page: 'Logs - Grafana',
    text: `Accepted
1,201
Rejected
3
Stale
0
Average latency
12 ms
Workers
8
Requests/s
412`,
  },
  {
    title: 'Kubernetes: workers of a cluster',
    host: '10.1.2.3',
    page: 'Kubernetes dashboard',
    text: `Workers
12
Pending pods
3
Running
212
CPU usage
41 %
Worker
Status
Uptime
node-01
Ready
12d`,
  },
  {
    title: 'queues and their workers',
    host: 'jobs.lan',
    page: 'Sidekiq',
    text: `Processed
1,201,112
Failed
312
Busy workers
8
Workers
12
Pending jobs
41
Accepted / Total
1,201 / 1,204
Rejected
3`,
  },
  {
    title: 'BitTorrent: a client in the browser',
    host: 'localhost',
    page: 'qBittorrent WebUI',
    text: `Peers
12
Seeds
41
Share ratio
1.2
Speed
1.2 MB/s
Uploaded
41.2 GB
Rejected
0.1 MB
Worker threads
4`,
  },
  {
    title: 'encoding of films: workers of a farm',
    host: 'render.lan',
    page: 'Render farm',
    text: `Workers online
4
Average speed
41.2 fps
Pending jobs
12
Temperature
71 °C
Power
318 W
Add worker
Restart worker`,
  },
  {
    title: 'Minecraft: map and console of a server',
    host: 'localhost',
    page: 'Minecraft server',
    text: `Players online
4
Uptime
12 d
TPS
19.9
Diamonds mined
1,201
Blocks mined
81,212
Deepslate miner lvl 4
Restart`,
  },
  {
    title: 'hashcat: documentation with its status in it (near miss)',
    host: 'hashcat.test',
    page: 'hashcat [hashcat wiki]',
    text: `Session..........: hashcat
Status...........: Running
Hash.Mode........: 1000 (NTLM)
Speed.#1.........: 41212.1 MH/s (7.31ms) @ Accel:32 Loops:1024
Recovered........: 0/1 (0.00%) Digests
Progress.........: 81212/141212 (57.51%)
Rejected.........: 0/81212 (0.00%)
Hardware.Mon.#1..: Temp: 63c Fan: 37% Util: 98%
Average speed
41.2 GH/s`,
  },
  {
    title: 'hashcat: a dashboard for auditors of passwords (near miss)',
    host: 'crack.lan',
    page: 'Hashtopolis',
    text: `Agents
4
Active workers
4
Speed
412.1 GH/s
Cracked
81 / 412
Rejected
0
Temperature
71 °C
318 W
Pause task
Uptime
2 h`,
  },
  {
    title: 'measurements of SHA-256',
    host: 'bench.test',
    page: 'SHA-256 benchmark in your browser',
    text: `SHA-256
1.2 MH/s
SHA-512
0.8 MH/s
Average speed
1.1 MH/s
Threads
8
Start
Runs
12`,
  },
];
