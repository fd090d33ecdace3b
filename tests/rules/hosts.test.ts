// Lint of the host lists: their form, their sources, and what must never stand in them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  buildHostIndex,
  matchHost,
  readHostList,
  type HostList,
} from '../../core/rules/host-match.ts';
import cryptojacking from '../../rules/hosts/cryptojacking.json' with { type: 'json' };
import deliberateMining from '../../rules/hosts/deliberate-mining.json' with { type: 'json' };

const lists: HostList[] = [readHostList(cryptojacking), readHostList(deliberateMining)];
const index = buildHostIndex(lists);
const sourcesText = readFileSync(new URL('../../rules/hosts/SOURCES.md', import.meta.url), 'utf8');

/** White list of a dead list, the traps of respected lists, and shared roots: none of them, nothing above them. */
const neverListed =
  `google.gus.host gus.host s.gus.host www.gus.host hans.pr0gramm.com hurensohn.pr0gramm.com
img.pr0gramm.com m.pr0gramm.com pr0gramm.com thumb.pr0gramm.com vid.pr0gramm.com www.pr0gramm.com joyreactor.cc
rawgit.com fitgirl-repacks.site cloudflareinsights.com duckdns.org ddns.net usa.cc nimiq.com mutinyhq.com adminer.com
coinpot.co kiwifarms.net amazonaws.com netlify.app netlify.com herokuapp.com now.sh vercel.app github.io bitbucket.io
cloudfront.net surge.sh page.tl pages.dev workers.dev web.app firebaseapp.com azurewebsites.net azureedge.net
stackpathdns.com myeffect.net dynamic-dns.net mooo.com pp.ua webhop.net dyndns.org us.to con-ip.com infura-ipfs.io
onion.pet your-server.de contaboserver.net co.uk com.br com ru tk net org`.split(/\s+/);

/** Well-known hosts that look like entries, share a word with them, or were listed wrongly somewhere. */
const benign =
  `static.cloudflareinsights.com cdnjs.cloudflare.com cloudflare.com myhost.duckdns.org home.ddns.net
www.adminer.com nimiq.com wallet.nimiq.com hub.nimiq.com joyreactor.cc anime.reactor.cc github.com gist.github.com
githubusercontent.com raw.githubusercontent.com docs.github.io binance.com www.binance.com coinbase.com
api.coinbase.com kraken.com metamask.io coingecko.com coinmarketcap.com ethereum.org bitcoin.org getmonero.org
monero.com emercoin.com poolbinance.com btc.com blockchain.com etherscan.io jquery.com code.jquery.com
cdn.jsdelivr.net unpkg.com scaleway.com console.scaleway.com ovh.com google-analytics.com www.googletagmanager.com
doubleclick.net ad.doubleclick.net googleapis.com gstatic.com altavista.com webassembly.org developer.mozilla.org
archive.org wikipedia.org salon.com thepiratebay.org vidoza.net estream.to gofile.io openload.co streamplay.to
flashx.tv rocks.io torrent.pw pebx.pl reddit.com stackoverflow.com whatsapp.com web.whatsapp.com youtube.com twitch.tv
facebook.com tradingview.com office.com login.microsoftonline.com slack.com zoom.us salesforce.com dropbox.com
protonmail.com proton.me bitwarden.com vault.bitwarden.com friendlycaptcha.com hcaptcha.com recaptcha.net
minecraft.net minerals.net poolpartytrader.com carpool.com notcoinhive.com coinhive.com.evil.test xcoinhive.com
mycrypto-loot.com hashicorp.com hash.online-convert.com exdynsrv.com zenoviaexchange.com unsoldexchange.com
worker.salon.com shush.se kickass.cd spacex.com`.split(/\s+/);

/** News, research, documentation, prices, code and wallets of mining: about it, and none of it. */
const aboutMining =
  `whattomine.com www.whattomine.com minerstat.com api.minerstat.com hashrateindex.com miningpoolstats.stream
2cryptocalc.com cryptocompare.com coindesk.com www.coindesk.com cointelegraph.com decrypt.co theblock.co bitcoinmagazine.com
blockworks.co arxiv.org ieeexplore.ieee.org dl.acm.org link.springer.com usenix.org scholar.google.com ccaf.io
digiconomist.net en.wikipedia.org de.wikipedia.org en.bitcoin.it docs.getmonero.org www.getmonero.org docs.xmrig.com
xmrig.com www.xmrig.com docs.nicehash.com docs.rs gitlab.com codeberg.org raw.githubusercontent.com hub.docker.com
monero.stackexchange.com bitcoin.stackexchange.com bitcointalk.org old.reddit.com medium.com heise.de golem.de spiegel.de
bleepingcomputer.com krebsonsecurity.com attack.mitre.org virustotal.com sigmahq.io europol.europa.eu blockstream.info
mempool.space xmrchain.net blockchair.com trezor.io ledger.com electrum.org exodus.com mymonero.com cakewallet.com
trustwallet.com foldingathome.org stats.foldingathome.org boinc.berkeley.edu setiathome.berkeley.edu hashcat.net
newegg.com bitmain.com shop.bitmain.com rapidminer.com dataminer.io rtmine.com barrick.com riotinto.com glencore.com
mining.com www.mining.com mining-technology.com`.split(/\s+/);

describe.each(lists.map((list) => [list.category, list] as const))('%s', (_category, list) => {
  const hosts = list.hosts.map(({ host }) => host);

  it('is sorted and names each host once', () => {
    expect(hosts, 'sort the hosts by code unit and remove doubles').toEqual(
      [...new Set(hosts)].sort(),
    );
  });

  it('writes host names as DNS knows them', () => {
    for (const host of hosts) {
      expect(
        host,
        'lower case, punycode, no port, no trailing dot, at least two labels, no address',
      ).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/);
      expect(new URL(`https://${host}/`).hostname).toBe(host);
    }
  });

  it('names no host below another listed host: the parent covers it', () => {
    const parentOf = (host: string): string => host.slice(host.indexOf('.') + 1);
    expect(hosts.filter((host) => matchHost(index, parentOf(host)) !== null)).toEqual([]);
  });

  it('gives every host sources that the list names and SOURCES.md describes', () => {
    const used = new Set(list.hosts.flatMap(({ sources }) => sources));
    expect([...used].sort(), 'every id of sourcesNamed is used, every used id is named').toEqual(
      Object.keys(list.sourcesNamed).sort(),
    );
    for (const id of used) expect(sourcesText).toMatch(new RegExp(`^\\| \`${id}\` +\\|`, 'm'));
    for (const entry of list.hosts) {
      expect(entry.sources, entry.host).toEqual([...new Set(entry.sources)].sort());
      expect(entry.sources.length, entry.host).toBeGreaterThan(0);
    }
  });

  it('has only the documented keys', () => {
    expect(Object.keys(list)).toEqual(['category', 'defaultResponse', 'sourcesNamed', 'hosts']);
    for (const { host, sources, note, ...rest } of list.hosts) {
      expect([
        typeof host,
        Array.isArray(sources),
        note === undefined || note.length > 0,
        rest,
      ]).toEqual(['string', true, true, {}]);
    }
  });
});

describe('both lists', () => {
  it('block mining scripts and only observe pools', () => {
    expect(lists.map(({ category, defaultResponse }) => [category, defaultResponse])).toEqual([
      ['cryptojacking', 'block'],
      ['deliberate-mining', 'observe'],
    ]);
  });

  it('say why a single list was believed', () => {
    const alone = cryptojacking.hosts.filter(({ sources, ...entry }) => {
      const voices = sources.filter((id) => id !== 'sok');
      return voices.length < 2 && !voices.includes('consensus') && !('note' in entry);
    });
    expect(alone, 'add a note: see docs/decisions/002-host-lists.md').toEqual([]);
  });

  it('carry the licence notice of every source', () => {
    for (const holder of [
      'Hosh',
      'Ismail Belkacim',
      'Rafael Keramidas',
      'Institute of IT Security Research',
    ]) {
      expect(sourcesText).toContain(holder);
    }
    expect(sourcesText).toContain(
      'The above copyright notice and this permission notice shall be included',
    );
    // DRL 1.1: messages based on matches must name the authors.
    expect(deliberateMining.sourcesNamed.sigma).toMatch(
      /Florian Roth.*Nasreddine Bencherchali.*DRL 1\.1/,
    );
  });

  it('know the miners and pools everybody knows', () => {
    const listedAs = (host: string): string | undefined => matchHost(index, host)?.category;
    for (const host of [
      'coinhive.com',
      'ws1.coinhive.com.',
      'authedmine.com',
      'cdn.jsecoin.com',
      'crypto-loot.com',
    ]) {
      expect(listedAs(host), host).toBe('cryptojacking');
    }
    for (const host of [
      'minexmr.com',
      'xmr.nanopool.org',
      'gulf.moneroocean.stream',
      'pool.supportxmr.com',
    ]) {
      expect(listedAs(host), host).toBe('deliberate-mining');
    }
  });

  it.each(neverListed)('never match %s', (host) => {
    expect(matchHost(index, host)).toBeNull();
  });

  it.each(benign)('leave %s alone', (host) => {
    expect(matchHost(index, host)).toBeNull();
  });

  it('are told from at least 40 hosts that are about mining', () => {
    expect(new Set(aboutMining).size).toBeGreaterThanOrEqual(40);
  });

  it.each(aboutMining)('leave %s alone, which is about mining', (host) => {
    expect(matchHost(index, host)).toBeNull();
  });

  it('leave alone what lies below a known false positive', () => {
    const below = lists
      .flatMap(({ hosts }) => hosts)
      .filter(({ host }) => /(?:^|\.)(?:pr0gramm|gus)\.(?:com|host)$/.test(host));
    expect(below).toEqual([]);
  });
});
