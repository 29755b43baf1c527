/**
 * What a container is made of and what it would be made of now, attribute by attribute. Both come from the engine's
 * own view, with what the image and the engine add, so that two equal values are the same to the container, however
 * a file writes them. Keys and shapes are those of a service; networks go by their names on the engine, and mounts
 * of configs and secrets are among the `volumes`.
 */
export interface ComparedConfiguration {
  /** What the engine tells of the container. */
  readonly told: Readonly<Record<string, unknown>>;
  /** What it would tell of a container that is made now. */
  readonly asked: Readonly<Record<string, unknown>>;
}
