/** Images that a Dockerfile begins with or copies from. */
export interface DockerfileImages {
  /** As they are written. */
  readonly references: readonly string[];
  /** Some names are made of variables, so that there may be others. */
  readonly isUnsure: boolean;
}

/** `FROM x`, `COPY --from=x`, `RUN --mount=type=bind,from=x`. */
const named = /^\s*FROM\s+(?:--\S+\s+)*(?<base>\S+)|(?:--from=|,from=)(?<source>[^\s,]+)/gim;

/** As far as can be told from the text: names of stages are among them, too. */
export function imagesNamedIn(dockerfile: string): DockerfileImages {
  const found = [...dockerfile.matchAll(named)].map(
    ({ groups: { base, source } = {} }) => base ?? source ?? '',
  );
  return {
    references: [...new Set(found.filter((name) => !name.includes('$')))],
    isUnsure: found.some((name) => name.includes('$')),
  };
}
