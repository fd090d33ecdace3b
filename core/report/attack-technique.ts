// What MITRE ATT&CK calls mining on somebody else's computer, at the version that is named. Data only.
export const ATTACK_VERSION = '16.1';

export const TACTIC = {
  uid: 'TA0040',
  name: 'Impact',
  src_url: 'https://attack.mitre.org/tactics/TA0040/',
} as const;

export const TECHNIQUE = {
  uid: 'T1496',
  name: 'Resource Hijacking',
  src_url: 'https://attack.mitre.org/techniques/T1496/',
} as const;

/** Since version 16; earlier versions know T1496 alone. */
export const SUB_TECHNIQUE = {
  uid: 'T1496.001',
  name: 'Compute Hijacking',
  src_url: 'https://attack.mitre.org/techniques/T1496/001/',
} as const;
