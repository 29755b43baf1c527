/** Whether `provenance` or `sbom` of a build asks for anything: attestations that are turned off do not. */
export const isAttested = (value: string | undefined): value is string =>
  value !== undefined && value !== '' && value !== 'false';
