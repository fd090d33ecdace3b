// Words of a pool dialogue in a chat: words alone are no evidence.
import type { PageCase } from '../../page-case.ts';

export default {
  title: 'Chat whose words resemble a pool dialogue',
  host: 'video.localhost',
  expect: {
    level: 'clear',
    incident: false,
    evidence: [],
    hashes: 'none',
    longestMs: 60_000,
    result: '5 messages, last: Re: The target is 25 people, the difficulty is the date.',
  },
} satisfies PageCase;
