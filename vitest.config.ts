import { defineConfig } from 'vitest/config';
import { packageVersion } from './scripts/build/repository.js';

const onAnEngine = ['test/contract/docker.test.ts', 'test/e2e/**/*.test.ts'];
const onAPackage = ['test/package/**/*.test.ts'];

export default defineConfig({
  // What the build defines for the bundle; unit tests import the sources.
  define: { __STACK_VERSION__: JSON.stringify(await packageVersion()) },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...onAnEngine, ...onAPackage] },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: onAnEngine,
          globalSetup: 'test/support/global-setup.ts',
          setupFiles: 'test/support/engine-environment.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: onAPackage,
          globalSetup: 'test/support/global-setup.ts',
          setupFiles: 'test/support/engine-environment.ts',
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
