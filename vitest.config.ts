import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const onAnEngine = ['test/contract/docker.test.ts', 'test/e2e/**/*.test.ts'];
const onAPackage = ['test/package/**/*.test.ts'];

const withEngine = {
  globalSetup: 'test/support/global-setup.ts',
  setupFiles: 'test/support/engine-environment.ts',
};

export default defineConfig({
  test: {
    // Scenarios wait for an engine most of the time: on few processors, too, two files go on at once.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...onAnEngine, ...onAPackage] },
      },
      {
        test: {
          ...withEngine,
          name: 'engine',
          include: onAnEngine,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...withEngine,
          name: 'package',
          include: onAPackage,
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
