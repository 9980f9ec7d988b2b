import { type BucketRange, chooseVariation } from "./bucket-ranges.ts";
import { growthBookHasher, hashGrowthBook } from "./hash-growthbook.ts";

/** Who gets as far as an experiment at all: the units that a second hash puts into one of these ranges. */
export interface GrowthBookFilter {
  readonly seed: string;
  readonly hashVersion: 1 | 2;
  readonly ranges: readonly BucketRange[];
}

/** A GrowthBook namespace: its name, and the range of it that an experiment owns. */
export type Namespace = readonly [name: string, from: number, to: number];

/** A namespace as the filter that it is. */
export function namespaceFilter([name, from, to]: Namespace): GrowthBookFilter {
  return { seed: `__${name}`, hashVersion: 1, ranges: [[from, to]] };
}

/** Whether a value is in the range of a namespace that an experiment owns. */
export function inNamespace(value: string, namespace: Namespace): boolean {
  const { seed, hashVersion, ranges } = namespaceFilter(namespace);
  const place = hashGrowthBook(seed, value, hashVersion);
  return place !== null && chooseVariation(place, ranges) >= 0;
}

/** Prepares filters; a unit has to pass all of them. */
export function compileFilters(filters: readonly GrowthBookFilter[]): (unitId: string) => boolean {
  const compiled = filters.map(({ seed, hashVersion, ranges }) => ({
    ranges,
    hash: growthBookHasher(seed, hashVersion),
  }));
  return (unitId) => compiled.every(({ hash, ranges }) => chooseVariation(hash(unitId), ranges) >= 0);
}
