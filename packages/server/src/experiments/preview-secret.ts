import type { Scope } from "../database/database.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** Signs the tokens with which somebody may look at a variant. */
export function previewSecret({ environment }: Scope, secrets: TenantSecrets): Uint8Array {
  return secrets.derive(`previews/${environment}`);
}
