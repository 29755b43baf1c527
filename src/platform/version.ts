/** Put in by the build; not there when the sources run as they are, in tests. */
declare const __STACK_VERSION__: string | undefined;

export const version: string = typeof __STACK_VERSION__ === 'string' ? __STACK_VERSION__ : '0.0.0-source';
