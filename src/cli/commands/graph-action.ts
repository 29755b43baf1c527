import { serviceGraph } from '../../app/service-graph.js';
import { renderServiceGraph, type ServiceGraphForm } from '../../report/service-graph.js';
import type { Action } from '../run-action.js';
import { answer } from './answer.js';

export interface GraphFlags {
  readonly format: ServiceGraphForm;
}

export const graphAction = (services: readonly string[], { format }: GraphFlags): Action => ({
  run: (session) =>
    answer(session, serviceGraph(session.runtime, { project: session.request, services }), (nodes) =>
      renderServiceGraph(nodes, format),
    ),
});
