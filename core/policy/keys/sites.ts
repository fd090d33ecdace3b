// Hosts and sites that a company adds to the lists or excepts. They add up with what people name themselves.
import { defineKey } from '../define-key.ts';
import { additionalHost, listOf, namedHost } from '../shapes.ts';

const common = { section: 'Sites and hosts', since: '0.3.0', default: [] } as const;
const list = { right: 'add-exceptions', addsUp: true } as const;

export const additionalHosts = defineKey({
  ...common,
  title: 'Additional hosts',
  description:
    'Hosts that are treated like those of the mining lists. A name stands for its subdomains as well.',
  shape: listOf(additionalHost),
  example: [
    {
      host: 'pool.example.net',
      category: 'deliberate-mining',
      reason: 'seen in our proxy log',
      by: 'soc@example.org',
      until: '',
    },
  ],
  right: 'change-settings',
  addsUp: true,
});

export const exceptedHosts = defineKey({
  ...common,
  ...list,
  title: 'Excepted hosts',
  description:
    'Listed hosts that may be reached all the same, from every page. A name stands for its subdomains as well.',
  shape: listOf(namedHost),
  example: [
    {
      host: 'miningpoolstats.example',
      reason: 'research',
      by: 'soc@example.org',
      until: '2027-06-30',
    },
  ],
});

export const exceptedSites = defineKey({
  ...common,
  ...list,
  title: 'Excepted sites',
  description:
    'Sites where nothing is refused, blocked or ended, such as volunteer computing; what is seen there is logged as observed. A name stands for its subdomains as well, and for frames of that site in other pages.',
  shape: listOf(namedHost),
  example: [
    { host: 'folding.example.org', reason: 'company volunteers', by: 'it@example.org', until: '' },
  ],
});
