/** A share without the noise that adding up ranges leaves behind: to six digits. */
export function roundShare(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

/** The experiment's `coverage`, where it is not the default of everyone. */
export function coverageOf(share: number): { readonly coverage?: number } {
  const coverage = roundShare(share);
  return coverage < 1 ? { coverage } : {};
}
