/**
 * Names and ids that are all strings at run time but must never be swapped for one another.
 * A brand exists in the type system only; the functions below are the only way to make one.
 */
declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** A project name: lowercase letters, digits, `_` and `-`, starting with a letter or digit. */
export type ProjectName = Brand<'ProjectName'>;
/** A key below `services:`. */
export type ServiceName = Brand<'ServiceName'>;
/** The full 64-digit id that the engine gave a container. */
export type ContainerId = Brand<'ContainerId'>;

export const projectName = (text: string): ProjectName => text as ProjectName;
export const serviceName = (text: string): ServiceName => text as ServiceName;
export const containerId = (text: string): ContainerId => text as ContainerId;

/** Rule of the Compose Specification, "Name top-level element". */
export const isProjectName = (text: string): boolean => /^[a-z0-9][a-z0-9_-]*$/.test(text);
