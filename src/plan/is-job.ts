import type { Selection } from '../graph/select-services.js';

/** Others wait for the service to complete. */
export const isJob = ({ selection }: { readonly selection: Selection }, service: string): boolean =>
  selection.graph
    .dependentsOf(service)
    .some(({ condition }) => condition === 'service_completed_successfully');
