import { type OpaqueVariantInput, opaqueVariant } from "./opaque-variant.ts";

/** Names that were made before, of each experiment: there are few, and each quote has one of each experiment. */
const names = new WeakMap<Uint8Array, Map<string, Map<string, string>>>();

/** The name of a variant in quotes, as {@link opaqueVariant} makes it, kept in memory for each secret. */
export function variantName(input: OpaqueVariantInput, secret: Uint8Array): string {
  const ofSecret = names.get(secret) ?? new Map<string, Map<string, string>>();
  const ofExperiment = ofSecret.get(input.experiment) ?? new Map<string, string>();
  const key = `${input.revision} ${input.variant}`;
  const known = ofExperiment.get(key);
  if (known !== undefined) return known;
  const name = opaqueVariant(input, secret);
  names.set(secret, ofSecret.set(input.experiment, ofExperiment.set(key, name)));
  return name;
}
