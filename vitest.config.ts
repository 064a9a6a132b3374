import { defineConfig } from 'vitest/config';

// unit: no Java, no sockets beyond loopback. platform: the real brokers, after the unit tests, one file at a time.
export default defineConfig({
  test: {
    reporters: ['default', './test/counts-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/platform/**'],
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
    ],
  },
});
