import { stackSetup } from 'stack/vitest';

// On your machine the environment stays for the next run; in CI every run has its own.
export default stackSetup({ reuse: !process.env['CI'] });
