/**
 * The broker settings of a cluster: what MSK gives one over three zones where a promise depends on it, over that the
 * lines of its configuration, and over those what MSK fixes on Express brokers.
 */
const MSK_DEFAULTS: Readonly<Record<string, string>> = {
  'auto.create.topics.enable': 'false',
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'num.partitions': '1',
  'unclean.leader.election.enable': 'true',
};

const FIXED_ON_EXPRESS: Readonly<Record<string, string>> = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'unclean.leader.election.enable': 'false',
};

export type ServerProperties = Readonly<Record<string, string>>;

export const ofExpress = (properties: ServerProperties): ServerProperties => ({
  ...properties,
  ...FIXED_ON_EXPRESS,
});

export function serverProperties(lines: string, refuse: (why: string) => never): ServerProperties {
  const own = new Map<string, string>();
  for (const line of lines.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || /^[#!]/.test(line)) continue;
    const [, key, value] = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return refuse(`'${line}' is not <key>=<value>`);
    if (value.includes('\\n'))
      refuse(`the value of ${key} has the characters \\n in it, where a line feed is due`);
    if (own.has(key)) refuse(`${key} is given twice`);
    own.set(key, value);
  }
  return { ...MSK_DEFAULTS, ...Object.fromEntries(own) };
}
