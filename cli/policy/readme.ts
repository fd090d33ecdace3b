// The README.md of a pack: which file goes where, how to see that it arrived, in which order to roll out. It tells only of
// files that are in this pack, and holds no secret.
import { keyOf, type KeyName } from '../../core/policy/policy-keys.ts';
import type { Answers } from './answers.ts';
import { CHROMIUM, extensionSetting } from './chromium.ts';
import { placeLines, row } from './readme-places.ts';
import { PLACEHOLDER } from './sample.ts';

export function packReadme(all: Answers): string {
  return [
    '# Deployment pack of Assay',
    '',
    'Written by `npm run policy`; the answers are in `answers.json`. Change them there and run',
    '`npm run policy -- answers.json --out FOLDER` again: the same answers give the same files, byte for byte.',
    '',
    ...sampleLines(all),
    ...secretLines(all),
    ...placeLines(all),
    ...mergeLines(all),
    ...deviceLines(all),
    ...checkLines(all),
    ...rolloutLines(all),
    ...valueLines(all),
  ].join('\n');
}

function sampleLines({ chrome, edge }: Answers): string[] {
  if (chrome?.id !== PLACEHOLDER && edge?.id !== PLACEHOLDER) return [];
  return [
    '**This is a sample and installs nothing**: the ids and addresses are placeholders, and every key is set, to its example.',
    'Make your own with `npm run policy`.',
    '',
  ];
}

function secretLines({ values }: Answers): string[] {
  const secrets = namesIn(values).filter(
    (name) => keyOf(name).isSecret && String(values[name]) !== '',
  );
  if (secrets.length === 0) return [];
  const named = secrets.map((name) => `\`${name}\``).join(', ');
  return [`**These files hold a secret** (${named}): keep them as you keep passwords.`, ''];
}

function mergeLines(all: Answers): string[] {
  const browsers = (['chrome', 'edge'] as const).flatMap((browser) => {
    const answer = all[browser];
    return answer ? [{ browser, answer }] : [];
  });
  const entries = browsers.flatMap(({ browser, answer }) => [
    `// ${CHROMIUM[browser].title}`,
    JSON.stringify({ [answer.id]: extensionSetting(browser, answer, all) }),
  ]);
  return [
    '## If there are policies already',
    '',
    ...(entries.length === 0
      ? []
      : [
          '`ExtensionSettings` is one policy for all extensions. Where it is set already (on Windows as one text of JSON), the',
          'file here would replace it: take it out of the file, and add this entry to yours instead.',
          '',
          '```jsonc',
          ...entries,
          '```',
          '',
        ]),
    ...(all.firefox
      ? [
          'Firefox has one `policies.json`: add `ExtensionSettings`, `3rdparty` and what else is in ours to yours.',
          '',
        ]
      : []),
  ];
}

function deviceLines({ chrome, edge }: Answers): string[] {
  const id = chrome?.id ?? edge?.id;
  if (!id) return [];
  const own = {
    '3rdparty': { extensions: { [id]: { deviceLabel: 'PC-0042', userLabel: 'u-3817' } } },
  };
  return [
    '## What differs from device to device',
    '',
    'No extension can read the name of its machine: `deviceLabel`, `deviceTags` and `userLabel` are for that. On Linux a second',
    'file beside the first, whose name comes later in the alphabet, adds them key by key, such as `assay-device.json`:',
    '',
    '```json',
    JSON.stringify(own),
    '```',
    '',
    'On Windows a script sets the same as values in the key of the extension. An MDM for macOS fills in its own variables.',
    '',
  ];
}

function checkLines(all: Answers): string[] {
  const pages = [
    ...(['chrome', 'edge'] as const).flatMap((one) =>
      all[one] ? [`\`${CHROMIUM[one].policyPage}\``] : [],
    ),
    ...(all.firefox ? ['`about:policies`'] : []),
  ].join(', ');
  return [
    '## Did it arrive?',
    '',
    `1. The page of policies of the browser (${pages}) names the installation. Chromium lists the values below the name of`,
    '   the extension, but only those that it accepts: a misspelt key or a value out of bounds is simply not there.',
    '2. The status page of Assay (open the log, then _What is in force_) lists each key with its value, who set it, when it was',
    '   read, and **what was ignored and why**. It exports all that as JSON, for a ticket.',
    '3. On the first start after the installation values arrive some seconds late (2.6 to 4.8 s were measured in Chromium). Until',
    '   then the defaults hold; later starts use the copy of the last time at once. No second start is needed.',
    '4. A changed value is in force after about five seconds in Chromium, without a restart; in Firefox after a restart.',
    '',
  ];
}

function rolloutLines({ privateWindows, values }: Answers): string[] {
  const isMonitor = values.mode === 'monitor';
  return [
    '## In what order',
    '',
    '1. A few machines of the IT department, with `"mode": "monitor"`: nothing is blocked, everything is logged.',
    '2. One department, then all, still in this mode. After one or two weeks look through the logs: what is honest becomes an entry of',
    '   `exceptedSites` or `exceptedHosts`, with the reason, who decided it, and until when.',
    '3. `"mode": "block"`, in the same order of groups.',
    '4. Only then narrow what people may do (`peopleMay`).',
    '',
    isMonitor
      ? 'This pack is of step 1 and 2: `mode` is `monitor`.'
      : '**This pack blocks from the first day**: `mode` is not `monitor`.',
    ...(privateWindows === 'leave'
      ? ['', 'Private windows are left as they are: Assay is not in them unless people allow it.']
      : []),
    '',
    'Away again: take the files back. Browsers remove a force-installed extension by themselves once the policy is gone, with its log.',
    '',
  ];
}

function valueLines({ values }: Answers): string[] {
  const rows = namesIn(values).map((name) => {
    const { title, isSecret } = keyOf(name);
    const value = isSecret ? '(not shown)' : `\`${JSON.stringify(values[name])}\``;
    return row(`\`${name}\``, title, value.replaceAll('|', '\\|'));
  });
  if (rows.length === 0) return ['## Values', '', 'None: the defaults hold.', ''];
  return ['## Values', '', '| key | title | value |', '|-|-|-|', ...rows, ''];
}

function namesIn(values: Answers['values']): KeyName[] {
  return Object.keys(values) as KeyName[];
}
