// @vitest-environment happy-dom
import { act } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { singlePlanDocument, subscriptionDocument } from "../fixtures/pricing-documents.ts";
import { PricingProvider } from "../provider/pricing-provider.tsx";
import { PricingTable } from "./pricing-table.tsx";

describe("PricingTable in a page", () => {
  it("hydrates without a warning", async () => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    const error = vi.spyOn(console, "error");
    const onRecoverableError = vi.fn();
    const page = (
      <PricingProvider document={subscriptionDocument()}>
        <PricingTable checkoutHref="/checkout" heading="Pricing" highlightedPlan="team" />
      </PricingProvider>
    );
    const container = document.body.appendChild(document.createElement("div"));
    container.innerHTML = renderToString(page);
    const before = container.querySelector("bdi");
    await act(async () => {
      hydrateRoot(container, page, { onRecoverableError });
    });
    expect(error).not.toHaveBeenCalled();
    expect(onRecoverableError).not.toHaveBeenCalled();
    expect(container.querySelector("bdi")).toBe(before);
  });

  it("gives a plan's button a name that holds its price and period", async () => {
    const onSelect = vi.fn();
    const document = singlePlanDocument();
    const { container } = await mount(
      <PricingProvider document={document}>
        <PricingTable onSelect={onSelect} />
      </PricingProvider>,
    );
    const button = container.querySelector("button");
    expect(button?.textContent).toBe("Choose License");
    expect(button?.getAttribute("aria-label")).toBe("Choose License, $39, one-time payment");
    await act(async () => button?.click());
    const [plan] = document.plans;
    expect(onSelect).toHaveBeenCalledExactlyOnceWith({ plan, price: plan?.prices[0] });
  });

  it("switches the interval, and announces it only then", async () => {
    const { container } = await mount(
      <PricingProvider document={subscriptionDocument()}>
        <PricingTable checkoutHref="/checkout" />
      </PricingProvider>,
    );
    const amounts = () => [...container.querySelectorAll("bdi")].map(({ textContent }) => textContent);
    const status = container.querySelector("[role=status]");
    expect(container.querySelector("[role=radiogroup]")?.getAttribute("aria-label")).toBe("Billing period");
    expect(amounts()).toEqual(["9 €", "29 €"]);
    expect(status?.textContent).toBe("");
    await act(async () => container.querySelector<HTMLInputElement>("input[value=year]")?.click());
    expect(amounts()).toEqual(["90 €", "290 €"]);
    expect(status?.textContent).toBe("Yearly prices are shown: Starter 90 € per year, Team 290 € per year");
  });

  it("takes its texts from the dictionary", async () => {
    const { container } = await mount(
      <PricingProvider
        document={singlePlanDocument()}
        messages={{ choose: "{plan} kaufen", chooseName: "{plan} kaufen für {price}" }}
      >
        <PricingTable checkoutHref={({ price }) => `/kasse/${price.id}`} />
      </PricingProvider>,
    );
    const link = container.querySelector("a");
    expect(link?.textContent).toBe("License kaufen");
    expect(link?.getAttribute("aria-label")).toBe("License kaufen für $39");
    expect(link?.getAttribute("href")).toBe("/kasse/license-39");
  });
});
