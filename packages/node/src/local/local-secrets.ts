import { deriveSecret, type EvaluationSecrets } from "@pricewright/core/evaluation";
import type { QuoteKey } from "@pricewright/core/quotes";

/** What everything is signed with. */
export interface LocalSecrets extends EvaluationSecrets {
  /** Every secret that names of variants in quotes may be of. */
  readonly variantSecrets: readonly Uint8Array[];
  /** Mints ids of visitors. */
  readonly visitors: Uint8Array;
  /** Signs tokens of previews. */
  readonly previews: Uint8Array;
  /** The key that a quote's header names, or undefined. */
  readonly findQuoteKey: (keyId: string) => QuoteKey | undefined;
  /** The salt of an experiment that names none. */
  readonly saltOf: (experiment: string) => string;
}

/** What {@link createLocalSecrets} derives secrets for. */
export interface LocalSecretsInput {
  /** The first signs; all of them verify quotes. */
  readonly signingKeys: readonly string[];
  readonly tenant: string;
  readonly environment: "test" | "live";
}

/** Derives a secret for each purpose, so that none tells anything of another. */
export function createLocalSecrets({ signingKeys, tenant, environment }: LocalSecretsInput): LocalSecrets {
  const quoteKeys = signingKeys.map((key) => ({
    id: toHex(deriveSecret(key, "quote-key-id")).slice(0, 16),
    secret: deriveSecret(key, `quote/${environment}`),
    tenant,
    environment,
  }));
  const variantSecrets = signingKeys.map((key) => deriveSecret(key, "variants"));
  const [first = ""] = signingKeys;
  return {
    quoteKey: quoteKeys[0] as QuoteKey,
    findQuoteKey: (keyId) => quoteKeys.find(({ id }) => id === keyId),
    frozen: deriveSecret(first, `frozen/${environment}`),
    variants: variantSecrets[0] as Uint8Array,
    variantSecrets,
    visitors: deriveSecret(first, `visitors/${environment}`),
    previews: deriveSecret(first, `previews/${environment}`),
    saltOf: (experiment) => toHex(deriveSecret(first, `salt/${experiment}`)).slice(0, 24),
  };
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
