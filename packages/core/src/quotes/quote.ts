import type { UnitKind } from "../assignment/unit.ts";

/** The price of one plan that a quote names because the catalog version alone does not give it. */
export interface QuotedPrice {
  readonly plan: string;
  /** Price id. */
  readonly price: string;
  /** Decimal string in major units. */
  readonly amount: string;
  readonly currency: string;
}

/**
 * What one unit was quoted. A quote says what may be charged, and nothing of weights, costs or what others see: the
 * variant is named by an id that means nothing to a reader.
 */
export interface Quote {
  /** Id of the quote; a checkout is made once for each. */
  readonly id: string;
  /** Who quoted: the server's name. */
  readonly issuer: string;
  readonly tenant: string;
  readonly environment: "test" | "live";
  readonly unit: { readonly kind: UnitKind; readonly id: string };
  /** Version of the catalog that the quote is against. */
  readonly catalogVersion: number;
  /** By experiment: revision, and the variant's opaque id. */
  readonly experiments: Readonly<Record<string, readonly [revision: number, variant: string]>>;
  readonly currency: string;
  /** Prices that differ from the catalog version's listed ones: a variant's, or a grandfathered one. */
  readonly prices: readonly QuotedPrice[];
  /** Whether it is for looking only: a preview is refused at checkout. */
  readonly preview: boolean;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A key that signs and verifies quotes. */
export interface QuoteKey {
  /** What `kid` in a token's header names. */
  readonly id: string;
  /** At least 32 bytes. */
  readonly secret: Uint8Array;
  readonly tenant: string;
  readonly environment: "test" | "live";
}
