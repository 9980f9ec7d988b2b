import { hmacSha256Text } from "#hmac-sha256";

/** The variant, as a quote names it. */
export interface OpaqueVariantInput {
  readonly experiment: string;
  readonly revision: number;
  readonly variant: string;
}

/** An id that tells the variant to who has the tenant's secret, and nothing to anybody else. */
export function opaqueVariant({ experiment, revision, variant }: OpaqueVariantInput, secret: Uint8Array): string {
  // 72 bits of it.
  return hmacSha256Text(secret, JSON.stringify(["variant", experiment, revision, variant])).slice(0, 12);
}
