import { renderToString } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { singlePlanDocument, subscriptionDocument } from "../fixtures/pricing-documents.ts";
import { PricingProvider } from "../provider/pricing-provider.tsx";
import { PricingTable } from "./pricing-table.tsx";

describe("PricingTable on a server", () => {
  it("shows the document's price and reports nothing", () => {
    const onExposure = vi.fn();
    const html = renderToString(
      <PricingProvider document={singlePlanDocument()} onExposure={onExposure}>
        <PricingTable checkoutHref="/checkout" />
      </PricingProvider>,
    );
    expect(html).toContain(">$39</bdi>");
    expect(html).toContain("one-time payment");
    expect(html).toContain('href="/checkout?price=license-39"');
    expect(onExposure).not.toHaveBeenCalled();
  });

  it("formats nothing itself", () => {
    const format = vi.spyOn(Intl, "NumberFormat");
    const html = renderToString(
      <PricingProvider document={subscriptionDocument()}>
        <PricingTable checkoutHref="/checkout" />
      </PricingProvider>,
    );
    expect(html).toContain("29 €");
    expect(format).not.toHaveBeenCalled();
    format.mockRestore();
  });

  it("keeps the prices of other intervals for those without scripts", () => {
    const html = renderToString(
      <PricingProvider document={subscriptionDocument()}>
        <PricingTable />
      </PricingProvider>,
    );
    expect(html).toMatch(/class="pricewright-other-price">or 290 € per year</);
  });

  it("renders no button that would do nothing", () => {
    const html = renderToString(
      <PricingProvider document={singlePlanDocument()}>
        <PricingTable />
      </PricingProvider>,
    );
    expect(html).not.toMatch(/<(button|a)\b/);
  });

  it("says that a plan has no price in the document's currency", () => {
    const html = renderToString(
      <PricingProvider document={subscriptionDocument()} messages={{ noPrice: "Preis auf Anfrage" }}>
        <PricingTable checkoutHref="/checkout" />
      </PricingProvider>,
    );
    expect(html).toContain("Preis auf Anfrage");
    expect(html.match(/<a\b/g)).toHaveLength(2);
  });

  it("names its plans a level below its heading", () => {
    const render = (heading?: string) =>
      renderToString(
        <PricingProvider document={singlePlanDocument()}>
          <PricingTable heading={heading} />
        </PricingProvider>,
      );
    expect(render("Pricing")).toMatch(/<h2[^>]*>Pricing<\/h2>.*<h3[^>]*>License<\/h3>/);
    expect(render()).toMatch(/<h2[^>]*>License<\/h2>/);
  });
});
