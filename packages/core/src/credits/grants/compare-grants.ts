import type { Grant } from "./grant.ts";

/**
 * Which of two grants burns first: below 0 when the first does. Never 0 for two grants with different ids.
 *
 * Smaller priority, then restricted to meters before general, then sooner expiry with never last, then promotional before
 * paid, then earlier `effectiveAt`, earlier `createdAt`, and the id by code unit.
 */
export function compareGrants(a: Grant, b: Grant): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if ((a.meters === undefined) !== (b.meters === undefined)) return a.meters === undefined ? 1 : -1;
  if (a.expiresAt !== b.expiresAt) return compareExpiry(a.expiresAt, b.expiresAt);
  if (a.kind !== b.kind) return a.kind === "promotional" ? -1 : 1;
  if (a.effectiveAt !== b.effectiveAt) return a.effectiveAt < b.effectiveAt ? -1 : 1;
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function compareExpiry(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
