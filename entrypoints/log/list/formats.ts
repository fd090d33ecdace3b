// The formats in which incidents can be saved. They are made in exports.ts, which is loaded when one is wanted.
export const FORMATS = ['csv', 'json', 'jsonl', 'ocsf', 'html'] as const;
export type Format = (typeof FORMATS)[number];
