import { inject } from 'vitest';

// The programs that tests start, and the adapter under contract test, find the engine as a user's shell names it.
process.env['DOCKER_HOST'] = inject('dockerHost');
process.env['STACK_TEST_IMAGE'] = inject('testImage');
