/** Capabilities as the kernel spells them (`NET_ADMIN` → `CAP_NET_ADMIN`), each once. */
export function capabilityNames(names: readonly string[] | undefined): string[] | undefined {
  return names && [...new Set(names.map(capabilityName))];
}

function capabilityName(name: string): string {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}
