export type { FrozenRecord } from "../frozen-record.ts";
export { accountOf, type IdentityLink } from "./account-of.ts";
export { findDrift } from "./find-drift.ts";
export { type FreezeOptions, freeze } from "./freeze.ts";
export { identify, moveFrozen } from "./identify.ts";
export { variantInAnalysis } from "./merge-frozen.ts";
export { type ReleaseOptions, releaseFrozen } from "./release-frozen.ts";
export { thaw } from "./thaw.ts";
export { type SeenBeforeOptions, wasSeenBefore } from "./was-seen-before.ts";
