import type { UnitKind } from "@pricewright/core";

/** What a page may know of its quote. Nothing in it is verified; servers do that. */
export interface QuoteClaims {
  readonly unit: readonly [kind: UnitKind, id: string];
  /** By experiment: revision, and the variant's opaque id. */
  readonly exps: Readonly<Record<string, readonly [revision: number, variant: string]>>;
  /** Whether it is for looking only. */
  readonly preview?: boolean;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

/** Reads what a quote says; null for what is none. */
export function quoteClaims(quote: string | null): QuoteClaims | null {
  try {
    const base64 = (quote?.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as QuoteClaims;
  } catch {
    return null;
  }
}
