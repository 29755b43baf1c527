import type { Egg } from './egg.js';

export interface Chicken {
  readonly from: Egg;
}
