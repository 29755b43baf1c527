/**
 * The layers of src/ and what each may import besides itself: ARCHITECTURE.md in a form that a tool can check.
 * Data flows one way, so nothing downstream is imported upstream; type-only imports count.
 */
const mayImport = {
  model: [],
  diagnostics: ['model'],
  platform: [],
  config: ['model', 'diagnostics', 'platform'],
  graph: ['model', 'diagnostics'],
  engine: ['model', 'platform'],
  plan: ['model', 'graph', 'diagnostics'],
  events: ['plan', 'engine', 'model', 'diagnostics'],
  execute: ['plan', 'engine', 'model', 'events', 'diagnostics', 'graph'],
  report: ['events', 'diagnostics', 'model', 'plan', 'engine'],
  watch: ['model', 'platform'],
  app: [
    'model',
    'diagnostics',
    'platform',
    'config',
    'graph',
    'engine',
    'plan',
    'events',
    'execute',
    'watch',
  ],
};

const layers = Object.entries(mayImport).map(([layer, others]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import ${others.length === 0 ? 'nothing else' : others.join(', ')} of src`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/(${[layer, ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'unknown-layer',
      comment: 'every folder of src has a place among the layers',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: `^src/((index|core|vitest)\\.ts$|(${[...Object.keys(mayImport), 'library', 'cli'].join('|')})/)`,
      },
      to: {},
    },
    {
      name: 'nobody-imports-cli',
      comment: 'src/cli is the composition root; what others need of it belongs further in',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'dockerode-stays-at-the-edge',
      comment: 'only src/engine/docker knows dockerode; everyone else speaks the port',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/docker/' },
      to: { path: 'node_modules/(@types/)?dockerode' },
    },
    {
      name: 'docker-edge-is-behind-the-port',
      comment: 'only the composition roots choose which engine there is',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(engine/docker/|cli/|library/|core\\.ts$)' },
      to: { path: '^src/engine/docker/' },
    },
    {
      name: 'src-stands-alone',
      comment: 'the product never needs what builds or tests it',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(scripts|test|examples)/' },
    },
    {
      name: 'no-cycles',
      comment:
        'two files that need each other are one file, or have a third between them; a lazy import may go back',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'no-orphans',
      comment: 'a file that nothing imports is dead',
      severity: 'error',
      from: { path: '^src/', orphan: true },
      to: {},
    },
    {
      name: 'everything-resolves',
      comment: 'an import that leads nowhere hides an edge from all the rules above',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
