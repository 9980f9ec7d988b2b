import type { Plan } from "@pricewright/core/catalog";
import type { Configuration } from "../configuration/configuration.ts";

/** This server's own plans, as far as a licence tells of them: the uses that each includes in a month. */
export function planLimits(
  limits: Configuration["quotaLimits"],
  plan: keyof Configuration["quotaLimits"] | "enterprise",
): Pick<Plan, "id" | "features" | "quotas"> {
  const limit = plan === "enterprise" ? null : String(limits[plan]);
  return { id: plan, features: [], quotas: limit === null ? [] : [{ meter: "uses", limit, per: "month" }] };
}
