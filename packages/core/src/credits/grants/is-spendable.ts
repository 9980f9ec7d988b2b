import type { Instant } from "../calendar/instant.ts";
import type { Grant } from "./grant.ts";

/** Whether a grant is active at a moment: from `effectiveAt` on, and before `expiresAt`. */
export function isActive(grant: Grant, at: Instant): boolean {
  return grant.effectiveAt <= at && (grant.expiresAt === undefined || at < grant.expiresAt);
}

/** Whether a meter may use a grant. What has no meter may only use grants that every meter may use. */
export function coversMeter(grant: Grant, meter: string | undefined): boolean {
  return grant.meters === undefined || (meter !== undefined && grant.meters.includes(meter));
}
