import type { Scenario } from './scenario.js';
import { configScenarios } from './scenarios/configs.js';
import { networkScenarios } from './scenarios/networks.js';
import { processScenarios } from './scenarios/process.js';
import { resourceScenarios } from './scenarios/resources.js';
import { seriesScenarios } from './scenarios/series.js';
import { storageScenarios } from './scenarios/storage.js';

export const scenarios: readonly Scenario[] = [
  ...processScenarios,
  ...resourceScenarios,
  ...networkScenarios,
  ...storageScenarios,
  ...configScenarios,
  ...seriesScenarios,
];
