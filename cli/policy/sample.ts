// The answers of no company: every key with its example, and ids that are obviously none. The pack in deploy/policy is made of it.
import { keyNames, keyOf } from '../../core/policy/policy-keys.ts';
import { readAnswers, type Answers } from './answers.ts';

export const SAMPLE_FOLDER = 'deploy/policy';
export const PLACEHOLDER = 'aaaabbbbccccddddeeeeffffgggghhhh';

/** @throws Error when an example is not what its own key accepts */
export function sampleAnswers(): Answers {
  const answers = readAnswers({
    chrome: {
      from: 'self-hosted',
      id: PLACEHOLDER,
      updateUrl: 'https://intranet.example.org/assay/update.xml',
    },
    edge: {
      from: 'self-hosted',
      id: PLACEHOLDER,
      updateUrl: 'https://intranet.example.org/assay/update.xml',
    },
    firefox: {
      id: 'assay@assay.example',
      installUrl: 'https://intranet.example.org/assay/assay.xpi',
    },
    privateWindows: 'require',
    webRtc: 'disable_non_proxied_udp',
    pin: true,
    values: Object.fromEntries(keyNames.map((name) => [name, keyOf(name).example])),
  });
  if ('problems' in answers) throw new Error(answers.problems.join('\n'));
  return answers;
}
