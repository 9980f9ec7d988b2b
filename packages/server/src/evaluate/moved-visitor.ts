import type { EvaluateRequest } from "@pricewright/core/api";
import { isMintedVisitorId, looksMinted } from "@pricewright/core/evaluation";
import { isUnavailable } from "../database/is-unavailable.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { FrozenStore } from "../units/frozen-store.ts";

/** What {@link isMovedVisitor} looks at. */
export interface MovedVisitorInput {
  readonly request: EvaluateRequest;
  readonly caller: Principal;
  readonly secrets: TenantSecrets;
  readonly pricing: Pick<Pricing, "importedAt">;
  readonly frozen: Pick<FrozenStore, "read" | "remembered">;
}

/**
 * Whether a browser's visitor came with an import: another server minted the id, and a price that it was shown there is
 * stored here. The id has 128 random bits, so who names it was given it.
 */
export async function isMovedVisitor({
  request: { unit },
  caller: { kind, scope },
  secrets,
  pricing: { importedAt },
  frozen,
}: MovedVisitorInput): Promise<boolean> {
  if (importedAt === null || kind !== "publishable" || unit?.kind !== "visitor" || !looksMinted(unit.id)) return false;
  if (isMintedVisitorId(unit.id, secrets.derive(`visitors/${scope.environment}`))) return false;
  const stored = await frozen.read(scope, unit).catch((error: unknown) => {
    if (isUnavailable(error)) return frozen.remembered(scope, unit);
    throw error;
  });
  return stored?.records.some(({ at }) => Date.parse(at) <= Date.parse(importedAt)) === true;
}
