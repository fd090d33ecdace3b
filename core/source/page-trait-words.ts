// The words by which pages label what somebody's miners do, in English, German, Russian and Chinese. Data only: each stands
// for a whole short line in lower case, or for its beginning. Prose must never match, so nothing here looks inside a line.

/** A pattern that must begin a line, and behind which no letter goes on. */
function label(...forms: readonly string[]): RegExp {
  return new RegExp(`^(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

/** A pattern that must be the line. */
function whole(...forms: readonly string[]): RegExp {
  return new RegExp(`^(?:${forms.join('|')})$`, 'u');
}

const WHOSE = '(?:(?:your|my|total|current|estimated|est\\.?|mining|available) )*';
const STATE = '(?:valid|accepted|good|stale|late|rejected|invalid|bad|duplicate|submitted)';
const OWN =
  '(?:your|my|current|avg\\.?|average|reported|effective|calculated|actual|real(?:-time)?|miner|worker|rig|account|local|session|instant|10s|60s|15m|\\d+ ?(?:m|min|minutes?|h|hrs?|hours?))';

/** What is owed to the one who mines. */
export const UNPAID = label(
  `${WHOSE}(?:unpaid|pending|immature|unconfirmed|outstanding|unexchanged)(?: (?:mining|pool))?(?: (?:balance|earnings?|payouts?|payments?|amount|rewards?|[a-z]{3,5}))?`,
  '(?:amount|balance|total|[a-z]{3,4}) (?:pending|unpaid|due|unconfirmed|immature)',
  '(?:unbezahlt|ausstehend|unbestätigt)\\p{L}*(?: (?:guthaben|auszahlung|betrag|einnahmen|saldo))?',
  '(?:невыплаченн|неоплаченн|неподтвержд[её]нн|незрел)\\p{L}*(?: (?:баланс|сумма|награда))?',
  'к выплате|ожидает выплаты',
  '(?:未支付|未付|待支付|待付|待结算|未确认)(?:余额|收益|金额)?',
);

/** Results that a pool has taken or refused. */
export const SHARES = label(
  `(?:${STATE} )+(?:shares?|hashes|results)`,
  `shares? ?[:/(-]? ?${STATE}\\)?`,
  `${STATE} ?/ ?(?:total|${STATE})`,
  '(?:akzeptierte|gültige|abgelehnte|ungültige|veraltete|verworfene) (?:shares?|anteile)',
  '(?:принят|отклон|устаревш|валидн|невалидн|просроченн)\\p{L}* шар\\p{L}*',
  'шар\\p{L}* (?:принят|отклон|устар)\\p{L}*',
  '已?(?:接受|有效|拒绝|无效|过期|延迟)(?:的)?(?:份额|share|率)',
);
/** Two labels that say the same only together. */
export const ACCEPTED = whole('accepted', 'akzeptiert', 'принято', '已?接受');
export const REJECTED = whole('rejected', 'stale', 'invalid', 'abgelehnt', 'отклонено', '已?拒绝');

export const LAST_SHARE = label(
  '(?:time since )?(?:last|latest) (?:valid |submitted |accepted )?share(?: time| at| submitted| seen)?',
  'letzte[rs]? (?:share|anteil)',
  'последн\\p{L}+ шар\\p{L}*',
  '最(?:后|近)(?:提交|份额)(?:时间)?',
);

/** A hash rate that is somebody's, not a network's. */
export const OWN_RATE = label(
  `(?:${OWN} )+(?:hash ?rate|hashing speed|hash ?power|speed)`,
  `(?:hash ?rate|speed) \\(?(?:${OWN}|now)\\)?`,
  '(?:ihre?|deine?|aktuelle|durchschnittliche|gemeldete|effektive|mittlere) hash ?rate',
  '(?:ваш|мо[ийя]|текущ|средн|заявленн|эффективн)\\p{L}* (?:х[еэ]шрейт|скорость)',
  '(?:我的|当前|实时|平均|报告|有效|本地|15分钟|24小时)(?:算力|哈希率)',
);

export const WORKERS = label(
  '(?:(?:active|online|offline|total|your|my|connected|mining|running) )*(?:workers?|rigs?|asics?|mining (?:devices?|machines?))(?: (?:online|active|offline|running|connected|total))?',
  '(?:aktive|verbundene) (?:worker|arbeiter|rigs)',
  '(?:активн\\p{L}* |онлайн )?(?:воркер\\p{L}*|риг\\p{L}*)(?: онлайн| в сети)?',
  '(?:在线|活跃|我的)?(?:矿机|矿工)(?:在线)?(?:数量?)?',
);
/** The same with the number in front of it. */
export const COUNTED_WORKERS =
  /^\d+(?: ?(?:\/|of) ?\d+)? (?:active |online )?(?:workers?|rigs?|asics?)(?: online| active)?$/;

export const PAYOUT_RULES = label(
  '(?:min(?:imum|imal|\\.)? )?(?:payout|payment)s? (?:threshold|limit|minimum)',
  'min(?:imum|\\.)? (?:payout|payment)|pool fee|next payout|pplns fee|solo fee',
  'auszahlungs(?:schwelle|grenze)|pool ?gebühr',
  'порог выплат\\p{L}*|минимальн\\p{L}+ выплат\\p{L}*|комиссия пула',
  '起付(?:额|金额|点)|最低支付|矿池费(?:率|用)',
);

export const STOP = whole(
  '(?:stop|pause|resume|restart|reboot)(?: all)? (?:mining|miners?|rigs?|workers?|hashing)',
  '(?:mining|miner) (?:stoppen|anhalten|beenden|pausieren|neu starten)',
  '(?:остановить|приостановить) (?:майн|добыч)\\p{L}*',
  '(?:停止|暂停)(?:挖矿|采矿|矿机)|重启矿机',
);
export const START = whole(
  'start(?: all)? (?:mining|miners?|rigs?|hashing)',
  '(?:mining|miner) starten',
  '(?:начать|запустить) майн\\p{L}*',
  '(?:开始|启动)(?:挖矿|采矿)',
);

/** What only the surface of a program for miners calls its parts. */
export const RIG_PARTS = whole(
  'flight sheets?',
  'oc (?:templates?|profiles?)|overclock(?:ing)? (?:profiles?|templates?)',
  '(?:worker|rig) (?:name|id)s?|farm hash|farm id',
  'mining rigs?|rig manager(?:ment)?|rig management',
  'miner (?:log|settings|config(?:uration)?|console|version|uptime|software)s?',
  'mining (?:algorithm|address|dashboard|history|session|mode|pools?|devices?)',
  '(?:payout|mining|wallet) address',
  'add (?:rig|worker|farm|miner)|my (?:miners?|rigs?|workers?|farms?)',
  'pool (?:url|address|stats)|difficulty|algorithm|hugepages?|cpu affinity',
  'майнинг[- ]ферм\\p{L}*|полётные листы|имя воркера',
  '矿池(?:设置|地址|配置)|矿机(?:管理|名称?|列表)|矿工名',
);

/** Heads of the columns of a table of workers. */
export const COLUMNS = {
  worker: whole(
    '(?:worker|rig)(?: name| id)?s?',
    'имя воркера|воркер\\p{L}*|риг',
    '矿机(?:名称?)?|矿工名?',
    'arbeiter',
  ),
  rate: whole(
    `(?:${OWN} )*(?:hash ?rate|speed)(?: \\(.{1,12}\\))?`,
    '(?:\\p{L}+ )?х[еэ]шрейт|скорость',
    '(?:\\p{L}+|\\d+\\p{L}+)?算力',
  ),
  results: whole(
    `(?:${STATE})(?: shares?)?(?: %| \\(%\\)| rate)?`,
    'shares?|shares %|a/r(?:/i)?|rejects?',
    'принято|отклонено|шары',
    '拒绝率|接受|份额',
  ),
  times: whole(
    'last (?:share|seen|beat|active)(?: time)?|uptime',
    'последн\\p{L}+ (?:шара|активность)|аптайм',
    'letzter share|laufzeit',
    '最(?:后|近)(?:提交|在线)(?:时间)?|运行时间',
  ),
} as const;

/** Names of programs and services, as titles of their dashboards have them. */
export const MINER_NAME =
  /\b(?:xmrig|nicehash|quickminer|hive ?os|hiveon|minerstat|awesome miner|t-rex|lolminer|nbminer|gminer|teamredminer|bzminer|srbminer|rigel|phoenixminer|ethminer|claymore|cgminer|bfgminer|antminer|whatsminer|avalon miner|braiins|vnish|p2pool|unmineable|kryptex|cudo ?miner|minergate|honeyminer|betterhash|moneroocean|nanopool|2miners|ethermine|flexpool|herominers|f2pool|antpool|viabtc|zpool|zergpool|yiimp|mining ?pool|miner (?:dashboard|status|monitor))\b/;

/** Keys in the answers of miners to programs that watch them (XMRig, T-Rex, lolMiner, GMiner, NBMiner, SRBMiner). */
export const API_KEYS =
  /"(hashrate|hashrates|shares_good|shares_total|donate_level|hugepages|worker_id|diff_current|accepted_count|rejected_count|active_pool|hashrate_total_now|hashrate_raw|hashrate2_raw|accepted_shares|rejected_shares|total_accepted_shares|total_rejected_shares|gpu_hashrate|shares_accepted|rig_name|performance_summary|total_performance|accepted_shares2)":/g;
