// @vitest-environment happy-dom
import { act, type ReactElement } from "react";
import { describe, expect, it } from "vitest";
import type { BrowserAnswer, BrowserEvaluateOptions } from "../client/browser-client.ts";
import { mount } from "../fixtures/mount.ts";
import { createTestClient } from "../testing/test-client.ts";
import { testPricingDocument } from "../testing/test-pricing-document.ts";
import { testQuote } from "../testing/test-quote.ts";
import { PricingProvider } from "./pricing-provider.tsx";
import { type UsePricingResult, usePricing } from "./use-pricing.ts";

const shownPage = { plans: { team: "29" } };
const otherPage = { plans: { team: "49" } };
const quote = testQuote();

/** Routes of an app: who brings what they were shown keeps it. `storage` is what the app knows of the visitor's consent. */
function answerOf(asked: BrowserEvaluateOptions, storage: "browser" | "none"): BrowserAnswer {
  const currency = asked.currency ?? "USD";
  const pricing = testPricingDocument({ ...(asked.shown?.startsWith("sealed") ? shownPage : otherPage), currency });
  return storage === "none" ? { pricing, quote: null, shown: `sealed ${currency}` } : { pricing, quote };
}

function Page({ tell }: { readonly tell: (now: UsePricingResult) => void }): ReactElement {
  const pricing = usePricing();
  tell(pricing);
  return <i>{pricing.document.plans[0]?.prices[0]?.formatted}</i>;
}

describe("a provider whose visitor has not agreed to storage", () => {
  it("keeps what was shown when they agree, whatever else they looked at, and tells who took it back", async () => {
    let now: UsePricingResult | undefined;
    const tell = (told: UsePricingResult) => {
      now = told;
    };
    const client = createTestClient({ answer: (asked) => answerOf(asked, client.storage()) });
    client.setStorage("none");
    const { container } = await mount(
      <PricingProvider document={testPricingDocument(shownPage)} shown="sealed USD" client={client}>
        <Page tell={tell} />
      </PricingProvider>,
    );
    const price = () => container.querySelector("i")?.textContent;
    expect([price(), now?.quote]).toEqual(["$29", null]);
    await act(() => now?.selectCurrency("EUR"));
    expect(price()).toBe("€29");
    await act(() => now?.setStorage("browser"));
    expect([price(), now?.quote]).toEqual(["€29", quote]);
    await act(() => now?.setStorage("none"));
    expect(now?.quote).toBeNull();
    expect(client.evaluations.map(({ shown }) => shown)).toEqual(["sealed USD", "sealed EUR", undefined]);
  });
});
