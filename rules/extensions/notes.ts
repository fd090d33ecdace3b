// Why each extension is listed, how sure that is, and where it is said. For people and tests only: no bundle may import this.

export interface ExtensionNote {
  readonly why: string;
  /** How sure it is that what has this name mines or pays for it. */
  readonly confidence: 'high' | 'medium';
  readonly sources: readonly string[];
}

export const notes: Readonly<Record<string, ExtensionNote>> = {
  cryptotab: {
    why: 'Pays for computing time of the browser; the best known one that people install on purpose.',
    confidence: 'high',
    sources: ['https://cryptobrowser.site/'],
  },
  coinhive: {
    why: 'The service that began mining in browsers; its hosts are on our list. It ended in 2019, the name is still used.',
    confidence: 'medium',
    sources: ['https://github.com/hoshsadiq/adblock-nocoin-list'],
  },
  coinimp: {
    why: 'A service of mining scripts; its hosts are on our list.',
    confidence: 'medium',
    sources: ['https://github.com/hoshsadiq/adblock-nocoin-list'],
  },
  cryptoloot: {
    why: 'A service of mining scripts; its hosts are on our list.',
    confidence: 'medium',
    sources: ['https://github.com/hoshsadiq/adblock-nocoin-list'],
  },
  jsecoin: {
    why: 'A service of mining scripts that people could also let run themselves; its hosts are on our list.',
    confidence: 'medium',
    sources: ['https://github.com/hoshsadiq/adblock-nocoin-list'],
  },
};
