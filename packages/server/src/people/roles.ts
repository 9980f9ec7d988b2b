/** What somebody may do in a tenant, from the least to the most. */
export const ROLES = ["viewer", "analyst", "admin", "owner"] as const;

/**
 * A viewer reads. An analyst also plans tests and leaves traffic out. An admin also changes experiments, prices and keys.
 * An owner also changes members, moves the tenant's data, and deletes.
 */
export type Role = (typeof ROLES)[number];

/** Whether a role may do what needs another. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
