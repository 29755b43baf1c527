/** A project for a whole run of Vitest: brought up before the tests, taken down after them, or kept for the next run. */
export {
  environmentOf,
  type ProvidedEnvironment,
  type ProvidedService,
  type SetupOptions,
  stackSetup,
} from './library/vitest-setup.js';
