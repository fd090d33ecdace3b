// The part of OCSF 1.5.0 (github.com/ocsf/ocsf-schema, tag 1.5.0) that our events touch, as data: what each
// object requires and recommends, the optional attributes that we use, and the values of their enumerations. Facts only.

/** What every event class has (`base_event`) with the profile `host`, of what ours use. */
const BASE_EVENT = {
  activity_id: 'required integer_t',
  activity_name: 'optional string_t',
  category_name: 'optional string_t',
  category_uid: 'required integer_t',
  class_name: 'optional string_t',
  class_uid: 'required integer_t',
  count: 'optional integer_t',
  device: 'recommended device',
  end_time: 'optional long_t',
  message: 'recommended string_t',
  metadata: 'required metadata',
  observables: 'recommended observable[]',
  severity: 'optional string_t',
  severity_id: 'required integer_t',
  start_time: 'optional long_t',
  status: 'recommended string_t',
  status_code: 'recommended string_t',
  status_detail: 'recommended string_t',
  status_id: 'recommended integer_t',
  time: 'required long_t',
  timezone_offset: 'recommended integer_t',
  type_name: 'optional string_t',
  type_uid: 'required long_t',
  unmapped: 'optional object',
};

/** `requirement type`; `[]` stands for a list, a name of an object for that object. */
export const OCSF_1_5_0: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  detection_finding: {
    ...BASE_EVENT,
    action: 'optional string_t',
    action_id: 'recommended integer_t',
    attacks: 'optional attack[]',
    confidence: 'optional string_t',
    confidence_id: 'recommended integer_t',
    confidence_score: 'optional integer_t',
    disposition: 'optional string_t',
    disposition_id: 'recommended integer_t',
    evidences: 'recommended evidences[]',
    finding_info: 'required finding_info',
    is_alert: 'recommended boolean_t',
    malware: 'optional malware[]',
    resources: 'recommended resource_details[]',
    status: 'optional string_t',
  },
  application_lifecycle: { ...BASE_EVENT, app: 'required product' },
  application_error: BASE_EVENT,
  metadata: {
    correlation_uid: 'optional string_t',
    log_name: 'recommended string_t',
    log_provider: 'recommended string_t',
    logged_time: 'optional long_t',
    modified_time: 'optional long_t',
    original_time: 'recommended string_t',
    product: 'required product',
    profiles: 'optional string_t[]',
    sequence: 'optional integer_t',
    tenant_uid: 'recommended string_t',
    uid: 'optional string_t',
    version: 'required string_t',
  },
  product: {
    name: 'recommended string_t',
    uid: 'recommended string_t',
    vendor_name: 'recommended string_t',
    version: 'recommended string_t',
  },
  finding_info: {
    analytic: 'recommended analytic',
    attacks: 'optional attack[]',
    created_time: 'optional long_t',
    data_sources: 'optional string_t[]',
    desc: 'optional string_t',
    first_seen_time: 'optional long_t',
    last_seen_time: 'optional long_t',
    modified_time: 'optional long_t',
    related_analytics: 'optional analytic[]',
    title: 'recommended string_t',
    types: 'optional string_t[]',
    uid: 'required string_t',
  },
  analytic: {
    category: 'optional string_t',
    name: 'recommended string_t',
    type: 'optional string_t',
    type_id: 'required integer_t',
    uid: 'recommended string_t',
    version: 'optional string_t',
  },
  attack: {
    sub_technique: 'recommended sub_technique',
    tactic: 'recommended tactic',
    technique: 'recommended technique',
    version: 'recommended string_t',
  },
  tactic: {
    name: 'recommended string_t',
    src_url: 'optional string_t',
    uid: 'recommended string_t',
  },
  technique: {
    name: 'recommended string_t',
    src_url: 'optional string_t',
    uid: 'recommended string_t',
  },
  sub_technique: {
    name: 'recommended string_t',
    src_url: 'optional string_t',
    uid: 'recommended string_t',
  },
  malware: {
    classification_ids: 'required integer_t[]',
    classifications: 'optional string_t[]',
    name: 'recommended string_t',
    provider: 'recommended string_t',
  },
  evidences: {
    dst_endpoint: 'recommended network_endpoint',
    file: 'recommended file',
    name: 'optional string_t',
    url: 'recommended url',
    verdict: 'optional string_t',
    verdict_id: 'optional integer_t',
  },
  url: {
    hostname: 'recommended string_t',
    path: 'recommended string_t',
    port: 'recommended integer_t',
    query_string: 'recommended string_t',
    scheme: 'recommended string_t',
    url_string: 'recommended string_t',
  },
  file: {
    hashes: 'recommended fingerprint[]',
    name: 'required string_t',
    size: 'optional long_t',
    type: 'optional string_t',
    type_id: 'required integer_t',
  },
  fingerprint: {
    algorithm: 'optional string_t',
    algorithm_id: 'required integer_t',
    value: 'required string_t',
  },
  network_endpoint: {
    hostname: 'recommended string_t',
    ip: 'recommended string_t',
  },
  observable: {
    name: 'recommended string_t',
    type: 'optional string_t',
    type_id: 'required integer_t',
    value: 'optional string_t',
  },
  device: {
    groups: 'optional group[]',
    name: 'optional string_t',
    os: 'optional os',
    owner: 'recommended user',
    type: 'recommended string_t',
    type_id: 'required integer_t',
    uid: 'recommended string_t',
  },
  os: {
    name: 'required string_t',
    type: 'optional string_t',
    type_id: 'required integer_t',
  },
  group: {
    name: 'recommended string_t',
  },
  user: {
    name: 'recommended string_t',
    uid: 'recommended string_t',
  },
  resource_details: {
    labels: 'optional string_t[]',
    name: 'recommended string_t',
    owner: 'recommended user',
    type: 'optional string_t',
    uid: 'recommended string_t',
  },
};

/** At least one of these must be there, of those that we use. */
export const AT_LEAST_ONE: Readonly<Record<string, readonly string[]>> = {
  attack: ['tactic', 'technique', 'sub_technique'],
  evidences: ['dst_endpoint', 'file', 'url'],
  url: ['url_string', 'path'],
  network_endpoint: ['ip', 'hostname'],
  user: ['name', 'uid'],
};

/** Values of an attribute and what they are called: `1 Create; 2 Update`. */
export const ENUMERATIONS: Readonly<Record<string, string>> = {
  'detection_finding.action_id': '0 Unknown; 1 Allowed; 2 Denied; 3 Observed; 4 Modified; 99 Other',
  'detection_finding.activity_id': '0 Unknown; 1 Create; 2 Update; 3 Close; 99 Other',
  'detection_finding.category_uid': '2 Findings',
  'detection_finding.class_uid': '2004 Detection Finding',
  'detection_finding.confidence_id': '0 Unknown; 1 Low; 2 Medium; 3 High; 99 Other',
  'detection_finding.disposition_id':
    '0 Unknown; 1 Allowed; 2 Blocked; 3 Quarantined; 4 Isolated; 5 Deleted; 6 Dropped; 7 Custom Action; 8 Approved; 9 Restored; 10 Exonerated; 11 Corrected; 12 Partially Corrected; 13 Uncorrected; 14 Delayed; 15 Detected; 16 No Action; 17 Logged; 18 Tagged; 19 Alert; 20 Count; 21 Reset; 22 Captcha; 23 Challenge; 24 Access Revoked; 25 Rejected; 26 Unauthorized; 27 Error; 99 Other',
  'detection_finding.severity_id':
    '0 Unknown; 1 Informational; 2 Low; 3 Medium; 4 High; 5 Critical; 6 Fatal; 99 Other',
  'detection_finding.status_id':
    '0 Unknown; 1 New; 2 In Progress; 3 Suppressed; 4 Resolved; 5 Archived; 99 Other',
  'application_lifecycle.activity_id':
    '0 Unknown; 1 Install; 2 Remove; 3 Start; 4 Stop; 5 Restart; 6 Enable; 7 Disable; 8 Update; 99 Other',
  'application_lifecycle.category_uid': '6 Application Activity',
  'application_lifecycle.class_uid': '6002 Application Lifecycle',
  'application_lifecycle.severity_id':
    '0 Unknown; 1 Informational; 2 Low; 3 Medium; 4 High; 5 Critical; 6 Fatal; 99 Other',
  'application_lifecycle.status_id': '0 Unknown; 1 Success; 2 Failure; 99 Other',
  'application_error.activity_id': '0 Unknown; 1 General Error; 2 Translation Error; 99 Other',
  'application_error.category_uid': '6 Application Activity',
  'application_error.class_uid': '6008 Application Error',
  'application_error.severity_id':
    '0 Unknown; 1 Informational; 2 Low; 3 Medium; 4 High; 5 Critical; 6 Fatal; 99 Other',
  'application_error.status_id': '0 Unknown; 1 Success; 2 Failure; 99 Other',
  'analytic.type_id':
    '0 Unknown; 1 Rule; 2 Behavioral; 3 Statistical; 4 Learning (ML/DL); 5 Fingerprinting; 6 Tagging; 7 Keyword Match; 8 Regular Expressions; 9 Exact Data Match; 10 Partial Data Match; 11 Indexed Data Match; 99 Other',
  'malware.classification_ids':
    '0 Unknown; 1 Adware; 2 Backdoor; 3 Bot; 4 Bootkit; 5 DDOS; 6 Downloader; 7 Dropper; 8 Exploit-Kit; 9 Keylogger; 10 Ransomware; 11 Remote-Access-Trojan; 13 Resource-Exploitation; 14 Rogue-Security-Software; 15 Rootkit; 16 Screen-Capture; 17 Spyware; 18 Trojan; 19 Virus; 20 Webshell; 21 Wiper; 22 Worm; 99 Other',
  'evidences.verdict_id':
    '0 Unknown; 1 False Positive; 2 True Positive; 3 Disregard; 4 Suspicious; 5 Benign; 6 Test; 7 Insufficient Data; 8 Security Risk; 9 Managed Externally; 10 Duplicate; 99 Other',
  'file.type_id':
    '0 Unknown; 1 Regular File; 2 Folder; 3 Character Device; 4 Block Device; 5 Local Socket; 6 Named Pipe; 7 Symbolic Link; 99 Other',
  'fingerprint.algorithm_id':
    '0 Unknown; 1 MD5; 2 SHA-1; 3 SHA-256; 4 SHA-512; 5 CTPH; 6 TLSH; 7 quickXorHash; 99 Other',
  'observable.type_id':
    '0 Unknown; 1 Hostname; 2 IP Address; 3 MAC Address; 4 User Name; 5 Email Address; 6 URL String; 7 File Name; 8 Hash; 9 Process Name; 10 Resource UID; 11 Port; 12 Subnet; 45 File Path; 99 Other',
  'os.type_id':
    '0 Unknown; 99 Other; 100 Windows; 101 Windows Mobile; 200 Linux; 201 Android; 300 macOS; 301 iOS; 302 iPadOS; 400 Solaris; 401 AIX; 402 HP-UX',
  'device.type_id':
    '0 Unknown; 1 Server; 2 Desktop; 3 Laptop; 4 Tablet; 5 Mobile; 6 Virtual; 7 IOT; 8 Browser; 9 Firewall; 10 Switch; 11 Hub; 12 Router; 13 IDS; 14 IPS; 15 Load Balancer; 99 Other',
};
