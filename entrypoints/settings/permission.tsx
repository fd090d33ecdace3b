// The one permission that people can give and take back here: to see the installed extensions. The browser asks them itself.
import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { errorText } from '../page-kit/ask.ts';
import { text } from '../page-kit/text.ts';
import { Part } from './part.tsx';

const MANAGEMENT: browser.Permissions.Permissions = { permissions: ['management'] };

interface PermissionProps {
  readonly isGranted: boolean;
  readonly askAgain: () => void;
  readonly isShown: (title: string, description: string) => boolean;
}

export function Permission({ isGranted, askAgain, isShown }: PermissionProps) {
  const [problem, setProblem] = useState('');
  useEffect(() => {
    browser.permissions.onAdded.addListener(askAgain);
    browser.permissions.onRemoved.addListener(askAgain);
    return () => {
      browser.permissions.onAdded.removeListener(askAgain);
      browser.permissions.onRemoved.removeListener(askAgain);
    };
  }, [askAgain]);
  // First of all: after anything else the browser does not count it as the person's own act.
  const change = async (act: Promise<boolean>): Promise<void> => {
    try {
      setProblem((await act) ? '' : text('settings_extensions_refused'));
    } catch (error) {
      setProblem(errorText(error));
    }
    askAgain();
  };
  const isRequired = browser.runtime.getManifest().permissions?.includes('management') ?? false;
  return (
    <Part
      title={text('settings_extensions_title')}
      description={text('settings_extensions_text')}
      isShown={isShown}
    >
      <p id="extensions-state" role="status">
        {text(isGranted ? 'settings_extensions_allowed' : 'settings_extensions_not_allowed')}
        {isRequired && <span class="quiet"> · {text('settings_extensions_required')}</span>}
      </p>
      {!isRequired && (
        <button
          id="extensions-change"
          type="button"
          class="button-small"
          onClick={() =>
            void change(
              isGranted
                ? browser.permissions.remove(MANAGEMENT)
                : browser.permissions.request(MANAGEMENT),
            )
          }
        >
          {text(isGranted ? 'settings_extensions_give_back' : 'settings_extensions_allow')}
        </button>
      )}
      <p class="problem" role="alert">
        {problem}
      </p>
    </Part>
  );
}
