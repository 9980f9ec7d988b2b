import { hmacSha256 } from "#hmac-sha256";
import { toBase64Url } from "../signing/base64url.ts";

/** The variant, as a quote names it. */
export interface OpaqueVariantInput {
  readonly experiment: string;
  readonly revision: number;
  readonly variant: string;
}

/** An id that tells the variant to who has the tenant's secret, and nothing to anybody else. */
export function opaqueVariant({ experiment, revision, variant }: OpaqueVariantInput, secret: Uint8Array): string {
  return toBase64Url(hmacSha256(secret, JSON.stringify(["variant", experiment, revision, variant])).slice(0, 9));
}
