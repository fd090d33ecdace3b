// The facts at the head of the status page: which version, which policy, which rules, and whether the engine works.
import type { ComponentChildren } from 'preact';
import type { InForce } from '../../core/protocol/questions.ts';
import { plainText } from '../../core/report/plain-text.ts';
import { endText, numberText, sumOf, timeText } from '../page-kit/format.ts';
import { Foreign } from '../page-kit/parts.tsx';
import { text } from '../page-kit/text.ts';
import { useCopying } from '../page-kit/use-copying.ts';

export function Facts({ state }: { state: InForce }) {
  const { engineVersion, readAt, hostsListed, policyHash } = state;
  const readText = readAt === null ? text('status_not_yet') : timeText(readAt);
  return (
    <dl id="facts" class="facts">
      <Fact name={text('status_version')}>{plainText(engineVersion, 40)}</Fact>
      <Fact name={text('status_policy_read')}>{readText}</Fact>
      <Fact name={text('status_fingerprint')}>
        <Fingerprint of={policyHash} key={policyHash} />
      </Fact>
      <Fact name={text('status_hosts')}>{numberText(sumOf(hostsListed))}</Fact>
      <Fact name={text('status_rules')}>
        <Rules of={state.rules} />
      </Fact>
      <Fact name={text('status_self_test')}>{selfTestText(state.selfTest)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The head of it to compare by eye; the whole to compare by machine. */
function Fingerprint({ of }: { of: string }) {
  const { said, copy } = useCopying();
  return (
    <>
      <code class="fingerprint">{of.slice(0, 16)}</code>{' '}
      <button
        id="copy-fingerprint"
        type="button"
        class="button-small"
        title={text('status_copy_fingerprint_label')}
        onClick={() => copy(of, text('status_copied'))}
      >
        {text('status_copy_fingerprint')}
      </button>
      <span class="done" role="status">
        {said}
      </span>
    </>
  );
}

/** A pack's words are its signer's. */
function Rules({ of: { pack, outcome } }: { of: InForce['rules'] }) {
  const inForce = pack
    ? text('status_rules_pack', {
        version: pack.version,
        from: plainText(pack.from, 100),
        until: endText(pack.expiresAt),
      })
    : text('status_rules_shipped');
  return (
    <>
      {inForce}
      {outcome !== '' && (
        <p class="quiet" lang="en">
          <Foreign of={outcome} most={400} />
        </p>
      )}
    </>
  );
}

function selfTestText({ passed, failed }: InForce['selfTest']): string {
  return failed.length === 0
    ? text('status_self_test_passed', { count: passed.length })
    : text('status_self_test_failed', { what: plainText(failed.join('; '), 2_000) });
}
