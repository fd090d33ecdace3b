// Test aid: the log, as a page of ours is told of it.
import type { Runtime } from 'webextension-polyfill';
import type { Incident } from '../../../core/incident/incident.ts';
import { OUR_ORIGIN, sendMessage } from './fake-browser.ts';

export async function incidents(): Promise<readonly Incident[]> {
  const own = { id: 'assay', url: `${OUR_ORIGIN}/log.html` } as Runtime.MessageSender;
  const answer = await sendMessage({ assay: 'ask', name: 'incidents', ids: null }, own);
  return (answer as { readonly value: readonly Incident[] }).value;
}
