#!/usr/bin/env node
import('../dist/cli.js').catch((error) => {
  const unbuilt =
    error?.code === 'ERR_MODULE_NOT_FOUND' && String(error.url ?? error.message).includes('dist/cli.js');
  if (!unbuilt) throw error;
  process.stderr.write(
    'stack is not built: dist/cli.js is missing. Run `npm ci && npm run build` in the checkout.\n',
  );
  process.exitCode = 1;
});
