import { describe, expect, it } from "vitest";
import { formatPrice } from "./format-price.ts";

describe("formatPrice", () => {
  it("writes each amount in its own currency and locale, also when asked again", () => {
    for (const _ of [1, 2]) {
      expect(formatPrice("39.00", "USD", "en-US")).toBe("$39");
      expect(formatPrice("39.50", "USD", "en-US")).toBe("$39.50");
      expect(formatPrice("39.00", "EUR", "en-US")).toBe("€39");
      expect(formatPrice("39.00", "EUR", "de-DE")).toBe("39\u00a0€");
    }
  });

  it("writes more amounts than it keeps", () => {
    for (let amount = 1; amount <= 6000; amount++)
      expect(formatPrice(String(amount), "USD", "en-US").replace(",", "")).toBe(`$${amount}`);
  });
});
