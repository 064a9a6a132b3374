import { defineConfig } from 'vitest/config';

// unit: no Java, no sockets beyond loopback. platform: the real brokers, after the unit tests, one file at a time. deploy: an
// emulator of AWS, which needs Python; `npm test` leaves it out.
export default defineConfig({
  test: {
    reporters: ['default', './test/counts-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/platform/**', 'test/deploy/**'],
          // Imports cost more than most files' tests: a worker's files share theirs, and must leave nothing behind.
          isolate: false,
          // Many wait for time limits: more files at once than there are processors.
          maxWorkers: 4,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'platform',
          include: ['test/platform/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['test/deploy/**/*.test.ts'],
          globalSetup: './test/deploy/prepare.ts',
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
