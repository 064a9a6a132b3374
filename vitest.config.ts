import { defineConfig } from 'vitest/config';

const SYNTHESES = ['test/infra/**/*.test.ts', 'test/local/template/project-app.test.ts'];

// unit: no Java, no sockets beyond loopback. infra: syntheses, two workers' worth of them. platform: the real brokers, after those, one file at a time. deploy: an
// emulator of AWS, which needs Python; `npm test` leaves it out.
export default defineConfig({
  test: {
    reporters: ['default', './test/counts-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/platform/**', 'test/deploy/**', ...SYNTHESES],
          // Imports cost more than most files' tests: a worker's files share theirs, and must leave nothing behind.
          isolate: false,
          // Many wait for time limits: more files at once than there are processors.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'infra',
          include: SYNTHESES,
          // What a worker has synthesized its other files find made, and the CDK loads in seconds.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'platform',
          include: ['test/platform/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['test/deploy/**/*.test.ts'],
          globalSetup: './test/deploy/prepare.ts',
          sequence: { groupOrder: 3 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
