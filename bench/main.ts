/**
 * `npm run bench` runs every benchmark, `npm run bench -- producer bundles` some. The sides of a comparison take turns, so
 * ratios hold on a noisy machine where figures do not.
 */
import type { BenchResult } from './bench.ts';

/** Loaded when asked for: some bring a cluster's client, some a CDK app. */
const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  'record-path': async () => (await import('./record-path.ts')).recordPathBench(),
  bundles: async () => (await import('./bundles.ts')).bundlesBench(),
  schemas: async () => (await import('./schemas.ts')).schemasBench(),
  producer: async () => (await import('./producer.ts')).producerBench(),
  mapping: async () => (await import('./mapping.ts')).mappingBench(),
  platform: async () => (await import('./platform.ts')).platformBench(),
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined) {
  console.error(`no benchmark '${unknown}'; allowed: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  const { lines } = await bench();
  for (const line of lines) console.log(`  ${line}`);
}
// A benchmark has ended what it started; a connection it left idle must not keep the process.
process.exit(0);
