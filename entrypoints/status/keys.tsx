// Every key of the policy with its value and where that comes from, by section; all of them, or only those that somebody has set.
import { useState } from 'preact/hooks';
import type { KeyInForce } from '../../core/protocol/questions.ts';
import { PolicyValue, sectionTitle, titleOf } from '../page-kit/policy-words.tsx';
import { text, textOfName } from '../page-kit/text.ts';

export function Keys({ keys }: { keys: readonly KeyInForce[] }) {
  const [onlySet, setOnlySet] = useState(false);
  const shown = onlySet ? keys.filter(({ source }) => source !== 'default') : keys;
  const sections = [...new Set(shown.map(({ section }) => section))];
  return (
    <>
      <label class="switch-label">
        <input
          id="only-set"
          type="checkbox"
          role="switch"
          checked={onlySet}
          onChange={({ currentTarget }) => setOnlySet(currentTarget.checked)}
        />
        {text('status_only_set')}
      </label>
      <div id="sections">
        {sections.length === 0 && <p class="quiet">{text('status_nothing_set')}</p>}
        {sections.map((name) => (
          <section key={name} class="card">
            <h2>{sectionTitle(name)}</h2>
            <dl class="keys">
              {shown
                .filter(({ section }) => section === name)
                .map((key) => (
                  <Key key={key.name} of={key} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}

function Key({ of: { name, value, source } }: { of: KeyInForce }) {
  return (
    <div>
      <dt>
        {titleOf(name)}
        <code class="quiet">{name}</code>
      </dt>
      <dd>
        {value === '' ? (
          <span class="quiet">{text('status_not_shown')}</span>
        ) : (
          <PolicyValue name={name} value={JSON.parse(value) as unknown} />
        )}
      </dd>
      <dd class={source === 'default' ? 'source' : 'source source-set'}>
        {textOfName('status', 'source', source) || source}
      </dd>
    </div>
  );
}
