import type { EvaluateRequest } from "@pricewright/core/api";
import type { Principal } from "../keys/principal.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { FrozenStore } from "../units/frozen-store.ts";
import { isMintedVisitorId, looksMinted } from "../units/visitor-id.ts";

/**
 * Whether a browser's visitor came with an import: another server minted the id, and a price of it is stored here. The id
 * has 128 random bits, so who names it was given it.
 */
export async function isMovedVisitor(
  { unit }: EvaluateRequest,
  { kind, scope }: Principal,
  secrets: TenantSecrets,
  frozen: Pick<FrozenStore, "read">,
): Promise<boolean> {
  if (kind !== "publishable" || unit?.kind !== "visitor" || !looksMinted(unit.id)) return false;
  if (isMintedVisitorId(unit.id, secrets.derive(`visitors/${scope.environment}`))) return false;
  const { records, account } = await frozen.read(scope, unit);
  return records.length > 0 || account !== null;
}
