import { canonicalJson } from "../../hash/canonical-json.ts";
import { sha256 } from "../../hash/sha256.ts";
import type { Catalog } from "../catalog.ts";

/**
 * SHA-256 of the catalog's canonical JSON, in hexadecimal. Two catalogs that say the same have the same hash, in
 * whatever order their fields were written.
 */
export function catalogHash(catalog: Catalog): string {
  return sha256(canonicalJson(catalog));
}
