// What the company says on the blocked page: its text, whom to ask, and what people may do. All of it is text from the policy.
import type { PeoplePolicy } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { ask } from '../page-kit/ask.ts';
import { byId, element } from '../page-kit/dom.ts';

/** Shows it. What the page says by itself stays where the company says nothing. */
export async function showWho(address: string, incidentId: string): Promise<void> {
  const people = await ask('people', {});
  byId('open-log', HTMLAnchorElement).hidden = !people.peopleMay.includes('see-log');
  const { organisationName, contact, blockedPageText } = people;
  const box = byId('who', HTMLElement);
  if (organisationName || contact || blockedPageText) box.replaceChildren();
  if (blockedPageText) box.append(element('p', {}, plainText(blockedPageText, 1_000)));
  if (organisationName) {
    const name = plainText(organisationName, 100);
    box.append(element('p', { class: 'quiet' }, `Assay is managed by ${name.replace(/\.$/, '')}.`));
  }
  if (contact) box.append(contactOf(people, address, incidentId));
}

function contactOf({ contact, peopleMay }: PeoplePolicy, address: string, id: string): HTMLElement {
  const who = plainText(contact, 200);
  if (!peopleMay.includes('ask-for-exceptions')) return element('p', {}, `Contact: ${who}`);
  const href = contact.startsWith('https://') ? contact : mailTo(contact, address, id);
  // The one kind of link that leads out: its address comes from the policy, never from a page.
  const link = element('a', { class: 'button' }, 'Ask for an exception');
  link.href = href;
  link.rel = 'noreferrer';
  return element('p', {}, link, ` ${who}`);
}

function mailTo(contact: string, address: string, id: string): string {
  const lines = [`Page: ${address}`, ...(id === '' ? [] : [`Incident: ${id}`]), '', 'Reason: '];
  const subject = encodeURIComponent('Assay: please except a page');
  return `mailto:${encodeURIComponent(contact)}?subject=${subject}&body=${encodeURIComponent(lines.join('\r\n'))}`;
}
