/** The version of Stripe's API that is read here; releases of one name only add to each other. */
export const STRIPE_VERSION = "2026-10-28.endive";

/** Whether an event of this version has the shapes that are read here. */
export function isKnownStripeVersion(version: unknown): boolean {
  return typeof version === "string" && version.split(".")[1] === STRIPE_VERSION.split(".")[1];
}
