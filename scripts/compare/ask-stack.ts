import { type LoadRequest, loadProject } from '../../src/config/load-project.js';
import { renderCanonical } from '../../src/config/render-canonical.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { checkCycles } from '../../src/graph/cycle.js';
import { buildDependencyGraph } from '../../src/graph/dependency-graph.js';
import { printedServiceHash } from '../../src/model/compose-hash.js';
import type { Project } from '../../src/model/project.js';
import { nodeFileSystem } from '../../src/platform/file-system.js';
import type { Invocation, Verdict } from './docker-compose.js';

/** What `stack config` says, without the time it takes to start a process. */
export async function askStack(invocation: Invocation, withHashes: boolean): Promise<Verdict> {
  const { folder, files, profiles, environment } = invocation;
  const { HOME, PATH } = process.env;
  const request = {
    files,
    profiles,
    workingDir: folder,
    envFiles: [],
    environment: { HOME, PATH, ...environment },
  };
  try {
    const loaded = await load(request);
    if (Array.isArray(loaded)) {
      const reasons = loaded.map((diagnostic) => renderDiagnostic(diagnostic, { color: false, cwd: folder }));
      return { kind: 'refused', reason: reasons.join('\n') };
    }
    const json = renderCanonical(loaded, { format: 'json' });
    if (!withHashes) return { kind: 'accepted', json };
    const hashed = await load({ ...request, leaveOut: ['environment files'] });
    return { kind: 'accepted', json, hashes: Array.isArray(hashed) ? 'refused' : hashes(hashed) };
  } catch (error) {
    return { kind: 'crashed', reason: error instanceof Error ? String(error.stack) : String(error) };
  }
}

/** The project, or what is wrong with it. */
async function load(request: LoadRequest): Promise<Project | Diagnostic[]> {
  const loaded = await loadProject(request, nodeFileSystem);
  if (!loaded.ok) return loaded.diagnostics.filter(({ severity }) => severity === 'error');
  const { project, locate } = loaded.value;
  const graph = buildDependencyGraph(project.services);
  const cycles = checkCycles(graph, locate);
  return cycles.length > 0 ? [...cycles] : project;
}

function hashes({ services }: Project): string {
  return Object.values(services)
    .map((service) => `${service.name} ${printedServiceHash(service)}`)
    .sort()
    .join('\n');
}
