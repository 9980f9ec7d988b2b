import { isObject } from "./value-at.ts";

/**
 * Compares versions in the manner of Semantic Versioning: below 0 when the first is older. A leading `v` and
 * build metadata (`+...`) do not matter; dots and dashes both separate parts; numbers compare as numbers and
 * before words; a release comes after its pre-releases.
 */
export function compareVersions(first: unknown, second: unknown): number {
  const a = partsOf(first);
  const b = partsOf(second);
  const index = a.findIndex((part, at) => part !== b[at]);
  const [one, other] = [a[index], b[index]];
  // One begins with the other: the longer one is newer.
  if (one === undefined || other === undefined) return a.length - b.length;
  return (typeof one === typeof other ? one < other : typeof one === "number") ? -1 : 1;
}

/** Words and numbers; a release of three gets a last word that sorts after every other. */
function partsOf(version: unknown): (string | number)[] {
  const texts = `${isObject(version) ? 0 : (version ?? 0)}`.replace(/^v|\+.*/g, "").split(/[-.]/);
  const parts = texts.map((text) => (/^\d+$/.test(text) ? +text : text));
  return parts.length === 3 ? [...parts, "~"] : parts;
}
