// Hardware, prices, exchanges and wallets, with their payout set-up: around mining, and no dashboard.
// For tests only: no bundle may import this file.
import type { DashboardCase } from './dashboard-case.ts';

const ETH = '0x52908400098527886E0F7030069857D2E4169EE7';

export const pages: readonly DashboardCase[] = [
  {
    title: 'a shop for mining hardware',
    host: 'shop.test',
    page: 'ASIC miner 100 TH/s',
    text: `ASIC miner
100 TH/s
3250 W
32.5 J/TH
Temperature 0 – 40 °C
1,899.00 €
In stock: 12
Add to cart
Shipping
12.00 €
Average rating
4.5`,
  },
  {
    title: 'a shop for graphics cards',
    host: 'shop.test',
    page: 'Graphics card',
    text: `Boost clock
2.5 GHz
Power
320 W
Max. temperature
90 °C
Mining hash rate limited: 48 MH/s
799.00 €
Reviews
412`,
  },
  {
    title: 'a test of graphics cards',
    host: 'review.test',
    page: 'Review: power, temperature and mining',
    text: `Average fps
112
Power
318 W
Temperature
71 °C
Ethash
97.8 MH/s
Efficiency
0.31 MH/W
Rejected in our test
no share`,
  },
  {
    title: 'prices of coins',
    host: 'prices.test',
    page: 'Cryptocurrency prices by market cap',
    text: `Bitcoin
64,120 $
+1.2 %
Monero
141.2 $
Circulating supply
18.4 M
Hash rate
4.52 GH/s
Markets
Pending orders
0`,
  },
  {
    title: 'an exchange: orders and balances',
    host: 'exchange.test',
    page: 'Spot trading',
    text: `Available balance
0.0123 BTC
Pending balance
0.0000 BTC
Order book
Buy
Sell
24h volume
12,412 BTC
Mining pool: earn with your hash power
Start mining`,
  },
  {
    title: 'an exchange: its offer for miners',
    host: 'exchange.test',
    page: 'Mining pool',
    text: `Join the pool
Pool fee
0.5 %
Pool hashrate
92 EH/s
Active miners
11,201
Start mining
stratum+tcp://btc.exchange.test:443`,
  },
  {
    title: 'a wallet: payout set-up',
    host: 'wallet.test',
    page: 'Payout settings',
    text: `Payout address
bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
Payout threshold
0.001 BTC
Minimum payout
0.001 BTC
Pending balance
0.0004 BTC
Worker name
Save`,
  },
  {
    title: 'a wallet: Monero',
    host: 'wallet.test',
    page: 'Wallet',
    text: `Balance
1.2034 XMR
Pending
0.0021 XMR
Unconfirmed balance
0.0021 XMR
48edfHu7V9Z84YzzMa6fUueoELZ9ZRXq9VetWzYGzKt52XU5xvqgzYnDK9URnRoJMk1j8nLwEVsaSWJ4fhdUyZijBGUicoD
Send
Receive`,
  },
  {
    title: 'the payout page of a pool, before anything is mined',
    host: 'pool.test',
    page: 'Set up payouts',
    text: `Connect your wallet
Payout address
${ETH}
Payout threshold
0.05 ETH
Pool fee
1 %
Save settings`,
  },
];
