// What the page traits must find and what they must leave alone. For tests only: no bundle may import this file.
import { pages as aboutMining } from './about-mining.ts';
import { pages as accounts } from './accounts.ts';
import { pages as aroundMining } from './around-mining.ts';
import { pages as machines } from './machines.ts';
import { pages as otherMines } from './other-mines.ts';
import { pages as otherWork } from './other-work.ts';

export const cases = {
  match: [...machines, ...accounts],
  clean: [...aboutMining, ...aroundMining, ...otherMines, ...otherWork],
} as const;
