#!/usr/bin/env node
try {
  require('../dist/cli/start.cjs');
} catch (error) {
  const unbuilt = error?.code === 'MODULE_NOT_FOUND' && error.message.includes('dist/cli/start.cjs');
  if (!unbuilt) throw error;
  process.stderr.write(
    'stack is not built: dist/cli/start.cjs is missing. Run `npm ci && npm run build` in the checkout.\n',
  );
  process.exitCode = 1;
}
