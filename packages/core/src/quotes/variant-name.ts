import { type OpaqueVariantInput, opaqueVariant } from "./opaque-variant.ts";

/** Names that were made before: there are few, and each quote has one of each experiment. */
const names = new WeakMap<Uint8Array, Map<string, string>>();

/** The name of a variant in quotes, as {@link opaqueVariant} makes it, kept in memory for each secret. */
export function variantName(input: OpaqueVariantInput, secret: Uint8Array): string {
  const known = names.get(secret) ?? new Map<string, string>();
  names.set(secret, known);
  const key = JSON.stringify([input.experiment, input.revision, input.variant]);
  const name = known.get(key) ?? opaqueVariant(input, secret);
  known.set(key, name);
  return name;
}
