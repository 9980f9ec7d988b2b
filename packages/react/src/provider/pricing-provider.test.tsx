import { isPricewrightError } from "@pricewright/core";
import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { singlePlanDocument, subscriptionDocument } from "../fixtures/pricing-documents.ts";
import { PricingTable } from "../table/pricing-table.tsx";
import { PricingProvider } from "./pricing-provider.tsx";
import { usePricing } from "./use-pricing.ts";
import { useVariant } from "./use-variant.ts";

function Variant({ experiment }: { readonly experiment: string }): ReactElement {
  return <i>{useVariant(experiment)}</i>;
}

function Intervals(): ReactElement {
  const { interval, intervals } = usePricing();
  return <i>{JSON.stringify({ interval, intervals })}</i>;
}

describe("PricingProvider", () => {
  it("is asked for where it is missing", () => {
    let thrown: unknown;
    try {
      renderToString(<PricingTable />);
    } catch (error) {
      thrown = error;
    }
    expect(isPricewrightError(thrown) && thrown.code).toBe("missing-provider");
    expect(String(thrown)).toContain(
      "PricingTable was used outside a PricingProvider. Wrap the page in <PricingProvider",
    );
  });

  it("gives the variant of an experiment, and the control of one that it does not know", () => {
    const render = (experiment: string) =>
      renderToString(
        <PricingProvider document={singlePlanDocument()}>
          <Variant experiment={experiment} />
        </PricingProvider>,
      );
    expect(render("license-price")).toBe("<i>price-39</i>");
    expect(render("another")).toBe("<i>control</i>");
  });

  it("starts at the first interval that can be chosen, and at none where there is no choice", () => {
    const render = (document: ReturnType<typeof singlePlanDocument>) =>
      renderToString(
        <PricingProvider document={document}>
          <Intervals />
        </PricingProvider>,
      ).replaceAll("&quot;", '"');
    expect(render(subscriptionDocument())).toBe('<i>{"interval":"month","intervals":["month","year"]}</i>');
    expect(render(singlePlanDocument())).toBe('<i>{"interval":null,"intervals":[]}</i>');
  });
});
