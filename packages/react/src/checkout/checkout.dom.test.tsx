// @vitest-environment happy-dom
import { PricewrightError } from "@pricewright/core";
import { act, StrictMode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { PricingProvider } from "../provider/pricing-provider.tsx";
import { createTestClient, type TestClient, type TestClientOptions } from "../testing/test-client.ts";
import { testPricingDocument } from "../testing/test-pricing-document.ts";
import { testQuote } from "../testing/test-quote.ts";
import { CheckoutButton } from "./checkout-button.tsx";

const document_ = testPricingDocument({ plans: { team: { month: "29", year: "290" } }, packs: { small: "10" } });
const quote = testQuote();
const expired = testQuote({ expiresAt: new Date(0) });

async function press(options: TestClientOptions & { readonly on?: string; readonly plan?: string } = {}) {
  const client = createTestClient(options);
  const { container } = await mount(
    <StrictMode>
      <PricingProvider document={document_} quote={options.on ?? quote} client={client}>
        <CheckoutButton plan={options.plan ?? "team"} />
      </PricingProvider>
    </StrictMode>,
  );
  await act(async () => container.querySelector<HTMLButtonElement>("button")?.click());
  return { client, container, alert: container.querySelector("[role=alert]")?.textContent };
}

function bought({ checkouts }: TestClient) {
  return checkouts.map(({ plan, interval, quote: on }) => [plan, interval, on]);
}

afterEach(() => {
  location.hash = "";
});

describe("CheckoutButton", () => {
  it("buys on the page's quote, and goes to the payment page", async () => {
    const { client, alert } = await press();
    expect(bought(client)).toEqual([["team", "month", quote]]);
    expect(location.hash).toBe("#payment");
    expect(alert).toBe("");
  });

  it("buys packs", async () => {
    expect(bought((await press({ plan: "small" })).client)).toEqual([["small", "once", quote]]);
  });

  it("renews an expired quote at the same price", async () => {
    const { client } = await press({ on: expired, answer: () => ({ pricing: document_, quote }) });
    expect(client.evaluations).toEqual([{ currency: "USD", locale: "en-US" }]);
    expect(bought(client)).toEqual([["team", "month", quote]]);
  });

  it("does not buy where an expired quote's price is no longer offered, and says so", async () => {
    const dearer = testPricingDocument({ plans: { team: { month: "39", year: "390" } }, packs: { small: "10" } });
    const { client, container } = await press({ on: expired, answer: () => ({ pricing: dearer, quote }) });
    expect(bought(client)).toEqual([]);
    expect(location.hash).toBe("");
    expect(container.querySelector("button")).toBeNull();
  });

  it("says that nothing was charged when the payment page does not open", async () => {
    const { alert } = await press({ payment: new PricewrightError("unreachable", "gone") });
    expect(alert).toContain("nothing was charged");
  });

  it("goes to no address that is not a page", async () => {
    const { alert } = await press({ payment: "javascript:void(0)" });
    expect(alert).toContain("nothing was charged");
  });

  it("is nothing without a quote, a price or a plan", async () => {
    const { container } = await mount(
      <PricingProvider document={document_}>
        <CheckoutButton plan="team" />
      </PricingProvider>,
    );
    expect(container.innerHTML).toBe("");
    expect((await press({ plan: "unknown" })).container.innerHTML).toBe("");
  });

  it("holds price and period in its name, also with a text of one's own", async () => {
    const { container } = await mount(
      <PricingProvider document={document_} quote={quote} client={createTestClient()}>
        <CheckoutButton plan="team">Start now</CheckoutButton>
      </PricingProvider>,
    );
    expect(container.querySelector("button")?.textContent).toBe("Start now, $29 per month");
  });
});
