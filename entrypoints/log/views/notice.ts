// Says at the top of the page that something did not work, and offers to try again. Old rows stay on the page:
// a stale log that says so is worth more than none.
import { plainText } from '../../../core/report/plain-text.ts';
import { byId, element } from '../../page-kit/dom.ts';

export function showNotice(title: string, text: string, tryAgain: () => void): void {
  const box = byId('notice', HTMLElement);
  const advice =
    'Nothing is lost: incidents are kept by the browser. If this stays, reload the extension.';
  box.replaceChildren(
    element(
      'div',
      {},
      element('strong', {}, title),
      element('p', {}, `${plainText(text, 300)} ${advice}`),
    ),
    element('button', { attributes: { type: 'button' }, onClick: tryAgain }, 'Try again'),
  );
  box.hidden = false;
}

export function hideNotice(): void {
  byId('notice', HTMLElement).hidden = true;
}
