/** What docker calls unconfined system paths is, for the engine, two empty lists. */
const unconfinedPaths = /^systempaths[=:]unconfined$/;

export function securityOptions(options: readonly string[] | undefined) {
  if (options === undefined) return {};
  const others = options.filter((option) => !unconfinedPaths.test(option));
  return {
    SecurityOpt: others.length === 0 ? undefined : others,
    ...(options.some((option) => unconfinedPaths.test(option)) ? { MaskedPaths: [], ReadonlyPaths: [] } : {}),
  };
}
