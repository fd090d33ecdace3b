// What to do next, each recommendation from one rule over the findings: no rule speaks without a finding behind it. The rules
// stand in the order of their urgency. Pure.
import { hasStopFailed, isRefuted } from '../severity.ts';
import type { AssessmentContext } from './context.ts';
import { hasEvidence, isMiningForOthers, type Figures, type Finding } from './findings.ts';
import { distinct, siteName, some, type Words } from './words.ts';

export interface Recommendation {
  readonly id: string;
  readonly urgency: 'now' | 'soon' | 'keep';
  /** What to do, as a command. */
  readonly title: string;
  /** Which findings say so. */
  readonly why: string;
  readonly how: string;
}

export const URGENCIES: Readonly<Record<Recommendation['urgency'], string>> = {
  now: 'Now',
  soon: 'This month',
  keep: 'Going on',
};

type Rule = (figures: Figures, context: AssessmentContext, words: Words) => Recommendation | null;

const DOWNLOAD = 'detect/miner-download';
const MAX_NAMES = 5;

export function recommendationsOf(
  figures: Figures,
  context: AssessmentContext,
  words: Words,
): readonly Recommendation[] {
  return RULES.map((rule) => rule(figures, context, words)).filter((one) => one !== null);
}

const stopMining: Rule = ({ goneOn }, { inForce }, words) => {
  const found = goneOn.filter((one) => isMiningForOthers(one) && one.incident.response !== 'block');
  if (found.length === 0) return null;
  const isMonitor = inForce?.mode === 'monitor';
  return {
    id: 'stop-mining',
    urgency: 'now',
    title: isMonitor ? 'Switch the mode from monitor to block' : 'Have confirmed mining blocked',
    why: `${words.count(found.length, 'incident')} of confirmed mining went on because nothing was to be stopped, at ${sitesOf(found, words)}.`,
    how: isMonitor
      ? 'Set the policy key “mode” to “block”. Monitoring is meant for the first weeks.'
      : 'Set the policy keys “mode” and “cryptojacking” to “block”, and take away exceptions for these sites.',
  };
};

const lookAtFailedStops: Rule = ({ valid }, _, words) => {
  const found = valid.filter(({ incident }) => hasStopFailed(incident));
  if (found.length === 0) return null;
  return {
    id: 'failed-stops',
    urgency: 'now',
    title: 'Find out why stopping failed',
    why: `${words.count(found.length, 'incident')} should have been stopped and nothing did it, at ${sitesOf(found, words)}.`,
    how: 'Open these incidents in the log: each step says what was tried. Until then block the sites at the proxy.',
  };
};

const checkDevices: Rule = ({ valid }, _, words) => {
  const found = valid.filter((one) => hasEvidence(one, DOWNLOAD));
  if (found.length === 0) return null;
  const stayed = found.filter(({ isStopped }) => !isStopped).length;
  const programs = distinct(found.map(({ incident }) => incident.family ?? ''));
  const names = programs.length > 0 ? `: ${some(programs, MAX_NAMES, words)}` : '';
  return {
    id: 'check-devices',
    urgency: 'now',
    title: 'Check the devices that downloaded miner programs',
    why: `${words.count(found.length, 'download')} of miner programs${names}; ${stayed === 0 ? 'all of them were ended' : `${words.number(stayed)} of them stayed on the disk`}. ${devicesOf(found, words)}`,
    how: 'Have the endpoint protection scan these devices. Assay sees that a file was downloaded, not what is in it and whether it ran. The policy key “minerDownloads” can have such downloads ended.',
  };
};

const closePools: Rule = ({ valid }, _, words) => {
  const hosts = distinct(valid.filter(isMiningForOthers).flatMap(({ incident }) => incident.hosts));
  if (hosts.length === 0) return null;
  return {
    id: 'close-pools',
    urgency: 'soon',
    title: 'Block the hosts at the proxy or in DNS as well',
    why: `${words.count(hosts.length, 'host')} took part in mining: ${some(hosts.map(siteName), MAX_NAMES, words)}.`,
    how: 'Programs outside the browser can use the same hosts. Look there for other devices that spoke to them. The findings below name all.',
  };
};

const tellSites: Rule = ({ valid }, _, words) => {
  const found = valid.filter(
    (one) => isMiningForOthers(one) && one.incident.verdict.level === 'confirmed',
  );
  if (found.length === 0) return null;
  return {
    id: 'tell-sites',
    urgency: 'soon',
    title: 'Look whether one of the sites is your own',
    why: `Mining was found at ${sitesOf(found, words)}.`,
    how: 'A miner in a site of yours means that somebody has changed it: treat it as a break-in. Owners of other sites often do not know, and can be told.',
  };
};

const talkAboutMining: Rule = ({ valid }, _, words) => {
  const found = valid.filter((one) => !isMiningForOthers(one) && !hasEvidence(one, DOWNLOAD));
  if (found.length === 0) return null;
  return {
    id: 'talk-about-mining',
    urgency: 'soon',
    title: 'Clear up mining on purpose in a conversation',
    why: `${words.count(found.length, 'incident')} of people who visited pools or mining services, at ${sitesOf(found, words)}. ${devicesOf(found, words)}`,
    how: 'Ask before you conclude: a visit can be research, or about a machine at home. Say in the rules of use that company devices do not mine. If it is to end, set the policy key “deliberateMining” to “warn” or “block”.',
  };
};

const exceptMistakes: Rule = ({ findings }, _, words) => {
  const found = findings.filter(({ incident }) => isRefuted(incident));
  if (found.length === 0) return null;
  return {
    id: 'except-mistakes',
    urgency: 'soon',
    title: 'Except what was marked as a mistake',
    why: `${words.count(found.length, 'verdict')} ${found.length === 1 ? 'was' : 'were'} marked as wrong, at ${sitesOf(found, words)}.`,
    how: 'Have a second person look at each. If it is a mistake, add the site to the policy key “exceptedSites” with a reason and an end, and report it, so that the rule gets better.',
  };
};

const manage: Rule = ({ devices, findings }, { inForce }) => {
  const isUnmanaged = inForce?.isManaged === false;
  if (!isUnmanaged && !devices.hasUnnamed) return null;
  const why = isUnmanaged
    ? 'No policy of a company was in force: whoever uses the browser can change all settings.'
    : `${devices.names.length === 0 ? 'The' : 'Some'} incidents do not say which device they came from.`;
  if (findings.length === 0 && !isUnmanaged) return null;
  return {
    id: 'manage',
    urgency: 'soon',
    title: isUnmanaged ? 'Manage Assay by policy' : 'Name the devices by policy',
    why,
    how: 'The command “npm run policy” makes the templates. With the keys “deviceLabel” and “deviceTags” the next report can say where things happened.',
  };
};

const updateOld: Rule = ({ engineVersions }, _, words) => {
  if (engineVersions.length < 2) return null;
  return {
    id: 'update',
    urgency: 'soon',
    title: 'Bring all devices to one version',
    why: `The incidents were judged by the versions ${words.list(engineVersions)}.`,
    how: 'Look at the devices whose browser does not update extensions. Later versions know more.',
  };
};

const setCost: Rule = ({ cost }, { costBasis }) => {
  if (cost.observedCoreMs + cost.avoidedCoreMs === 0) return null;
  if (costBasis.wattsPerCore > 0 && costBasis.energyPriceCents > 0) return null;
  return {
    id: 'set-cost',
    urgency: 'keep',
    title: 'Set what energy costs',
    why: 'Computing time was counted, but watts per core or the price of energy are not set.',
    how: 'Set the policy keys “wattsPerCore” and “energyPriceCents”, or give “--watts” and “--price” to the command.',
  };
};

const keepOn: Rule = ({ goneOn }, { inForce }) => ({
  id: 'keep-on',
  urgency: 'keep',
  title: 'Keep Assay on all devices, and look again in a month',
  why:
    goneOn.length === 0
      ? 'Nothing that was confirmed went on in what this report covers.'
      : 'The measures above show in the next report whether they worked.',
  how:
    inForce === null
      ? 'See that Assay is installed and in force on the devices that this report does not name: no incident can also mean that nobody was looking.'
      : 'See that the devices which this report does not name have Assay as well: no incident can also mean that nobody was looking.',
});

const RULES: readonly Rule[] = [
  ...[stopMining, lookAtFailedStops, checkDevices],
  ...[closePools, tellSites, talkAboutMining, exceptMistakes, manage, updateOld],
  ...[setCost, keepOn],
];

function sitesOf(found: readonly Finding[], words: Words): string {
  return some(distinct(found.map(({ incident }) => siteName(incident.site))), MAX_NAMES, words);
}

function devicesOf(found: readonly Finding[], words: Words): string {
  const names = distinct(found.map(({ device }) => device));
  return names.length === 0
    ? 'The devices have no name.'
    : `${names.length === 1 ? 'Device' : 'Devices'}: ${some(names, MAX_NAMES, words)}.`;
}
