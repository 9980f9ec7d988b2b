import type { MemberRole } from "@pricewright/core/api";

/** What each role may do, the least first. */
export const ROLE_WORDS: Readonly<Record<MemberRole, string>> = {
  viewer: "Read everything but secrets.",
  analyst: "Also plan tests, and leave traffic out of results.",
  admin: "Also change prices, experiments, keys, providers and webhooks.",
  owner: "Also invite people, give roles, export, import, and forget units.",
};
