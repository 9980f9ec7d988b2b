import { deriveSecret, readSigned, signText } from "@pricewright/core/evaluation";
import type { PricingAnswer } from "../pricing/pricing-answer.ts";

/** A visitor who may not be stored, and signed records of what they were shown. */
type ShownVisitor = { readonly id: string; readonly frozen: readonly string[] };

/** What a visitor was shown before they agreed to a cookie. Their page keeps it, can give it back, and cannot change it. */
export interface ShownBeforeConsent {
  readonly seal: (answer: PricingAnswer) => string;
  /** Null for what was not sealed here. */
  readonly open: (shown: string) => ShownVisitor | null;
}

/** Makes the seal, of the secret that signs the visitor's cookie. */
export function shownBeforeConsent(cookieSecret: string): ShownBeforeConsent {
  const key = deriveSecret(cookieSecret, "shown-before-consent");
  return {
    seal: ({ unit: { id }, frozen }) => signText(JSON.stringify({ id, frozen } satisfies ShownVisitor), key),
    open: (shown) => {
      const text = readSigned(shown, key);
      return text === null ? null : (JSON.parse(text) as ShownVisitor);
    },
  };
}
