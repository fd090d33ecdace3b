// Names of extensions that mine, and of others that only sound like it. For tests only: no bundle may import this file.
import type { ExtensionAsked } from '../../core/rules/extension-match.ts';

const named = (name: string, about: Partial<ExtensionAsked> = {}): ExtensionAsked => ({
  ...{ name, homepageUrl: '', hostPermissions: ['<all_urls>'] },
  ...about,
});

const POOL = '*://*.supportxmr.com/*';
const SCRIPTS = 'https://coinhive.com/*';

export const cases = {
  match: [
    ...[
      ...[
        'Bitcoin Miner',
        'BTCMiner',
        'BTC Miner - earn free bitcoin',
        'Monero Miner',
        'XMR miner',
      ],
      ...[
        'Ethereum Mining',
        'Crypto Miner',
        'Crypto Browser Mining',
        'CryptoMiner Pro',
        'CoinMiner',
      ],
      ...['Mine Monero in your browser', 'Free Dogecoin Miner', 'Litecoin Web Miner', 'Hash Miner'],
      ...['Cryptocurrency Miner', 'Verus Miner', 'Mining Bitcoin', 'Auto Bitcoin Cloud Mining'],
    ].map((name) => ({
      ...{ known: null, isNamed: true, isFromMaker: false },
      asked: named(name),
    })),
    {
      ...{ known: 'cryptotab', isNamed: true, isFromMaker: true },
      asked: named('CryptoTab Start', { homepageUrl: 'https://get.cryptobrowser.site/x' }),
    },
    {
      ...{ known: 'cryptotab', isNamed: true, isFromMaker: false },
      asked: named('CryptoTab Browser'),
    },
    {
      ...{ known: 'coinhive', isNamed: true, isFromMaker: false },
      asked: named('Coin-Hive Miner'),
    },
    {
      ...{ known: null, isNamed: true, isFromMaker: false, reaches: ['supportxmr.com'] },
      asked: named('Monero Miner', { hostPermissions: [POOL, '<all_urls>'] }),
    },
    {
      ...{ known: null, isNamed: false, isFromMaker: false, reaches: ['coinhive.com'] },
      asked: named('Tab tools', { hostPermissions: [SCRIPTS] }),
    },
  ],
  clean: [
    ...[
      // Wallets and prices.
      ...[
        'MetaMask',
        'Phantom',
        'Coinbase Wallet extension',
        'Trust Wallet',
        'Rabby Wallet',
        'Keplr',
      ],
      ...[
        'Bitcoin Price Ticker',
        'Crypto Price Tracker',
        'Ethereum Gas Price',
        'CoinGecko - Price',
      ],
      ...['Mining Profitability Calculator', 'Bitcoin Mining Calculator', 'Crypto Mining News'],
      // What blocks miners.
      ...[
        'No Coin - Block miners on the web!',
        'minerBlock',
        'uBlock Origin',
        'Assay',
        'CoinEater',
      ],
      ...[
        'Anti-Miner: Bitcoin Miner Blocker',
        'Coin Miner Blocker',
        'No Bitcoin Mining',
        'AdGuard',
      ],
      ...[
        'Crypto Mining Blocker',
        'Stop Coin Mining',
        'Miner Detector',
        'NoMiner - Block Coin Miners',
      ],
      ...[
        'Malwarebytes Browser Guard',
        'MinerGuard: against crypto mining',
        'Crypto Miner Detection',
      ],
      // Other mining.
      ...[
        'Data Miner - Web Scraper',
        'Text Miner',
        'Process Mining Recorder',
        'Web Data Mining Tool',
      ],
      ...[
        'Review Miner',
        'Email Miner',
        'Keyword Miner for SEO',
        'Image Miner',
        'Lead Miner',
        'Idea mine',
      ],
      // Games and others that share a word.
      ...[
        'Minecraft Skins',
        'Minesweeper',
        'Gold Miner',
        'Bitcoin Miner Idle Game',
        'Crypto Clicker',
      ],
      ...[
        'Miner Tycoon',
        'Coin Master Spins',
        'Honey: Automatic Coupons',
        'Token Editor',
        'Hashnode',
      ],
      ...[
        'Hash Calculator',
        'JSON Viewer',
        'Grammarly',
        'Tab Manager',
        'Determine',
        'Undermine Exchange',
      ],
      ...[
        'Mine',
        'Mining Engineer Jobs',
        'Determiner',
        'The Coin Collector',
        'Token mining glossary',
      ],
      ...['Pool Monitor for nanopool', 'NiceHash Monitor', '2Miners Watcher', '', '   ', '矿工'],
    ].map((name) => named(name)),
    // Monitors of pools ask to reach them, and say that they only watch.
    named('Pool Stats', { hostPermissions: ['*://*.nanopool.org/*', POOL] }),
    named('Miner blocker', { hostPermissions: [SCRIPTS, POOL] }),
    named('Home of notes', { homepageUrl: 'https://cryptobrowser.site/' }),
    named('Odd patterns', { hostPermissions: ['', '*', 'file:///*', '*://*/*', 'coinhive.com'] }),
  ],
} as const;
