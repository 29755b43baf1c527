import type { Environment, Mapping } from './project.js';

/** Variables that have a value. Of arguments of a build, the others are left to the defaults of the Dockerfile. */
export const givenValues = (environment: Environment): Mapping =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
