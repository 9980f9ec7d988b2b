import { fnv1a32 } from "./fnv1a32.ts";

/**
 * Where a value falls between 0 and 1 under GrowthBook's hash, in steps of 0.001 (version 1) or 0.0001 (version 2).
 * Null for a version that GrowthBook does not have, under which nobody takes part.
 *
 * @example
 * hashGrowthBook("seed", "a", 2); // 0.0505
 */
export function hashGrowthBook(seed: string, value: string, version: number): number | null {
  if (version === 2) return secondPass(fnv1a32(value, fnv1a32(seed)));
  if (version === 1) return (fnv1a32(value + seed) % 1000) / 1000;
  return null;
}

/** {@link hashGrowthBook} for many values under one seed, which it hashes once. */
export function growthBookHasher(seed: string, version: 1 | 2): (value: string) => number {
  if (version === 1) return (value) => (fnv1a32(seed, fnv1a32(value)) % 1000) / 1000;
  const state = fnv1a32(seed);
  return (value) => secondPass(fnv1a32(value, state));
}

function secondPass(hash: number): number {
  return (fnv1a32(String(hash)) % 10_000) / 10_000;
}
