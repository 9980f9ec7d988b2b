import { definePricing, type PricingDocument, pricingDocument } from "@pricewright/core/catalog";
import type { Hono } from "hono";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createPricingPage, type PricingPageOptions } from "./create-pricing-page.tsx";

const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "license",
      name: "Licence",
      description: "</script><b>",
      prices: [{ id: "license-39", amount: "39.00", interval: "once" }],
    },
  ],
});
const shown: PricingDocument = {
  ...pricingDocument({ catalog, experiments: [], assignments: [] }),
  experiments: [{ key: "license-price", variant: "price-39", counted: true, prices: ["license-39"] }],
};
const exposure = {
  experiment: "license-price",
  variant: "price-39",
  shown: [{ price: "license-39", amount: "39.00", currency: "USD" }],
};
const known = "0123456789abcdef0123456789abcdef";
const evaluate = vi.fn<PricingPageOptions["evaluate"]>(async () => shown);
const track = vi.fn<PricingPageOptions["track"]>();
let app: Hono;

function report(body: unknown, headers: Record<string, string> = {}): Response | Promise<Response> {
  return app.request("http://shop.test/exposures", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { Origin: "http://shop.test", Cookie: `visitor=${known}`, ...headers },
  });
}

beforeEach(() => {
  vi.clearAllMocks();
  app = createPricingPage({ evaluate, track, script: "/* script */", styles: "/* styles */", resultsUrl: "/results" });
});

describe("the pricing page", () => {
  it("gives a new visitor an id, and shows their price", async () => {
    const response = await app.request("/");
    const cookie = response.headers.get("Set-Cookie") ?? "";
    const id = /^visitor=([0-9a-f]{32});/.exec(cookie)?.[1];
    expect(evaluate).toHaveBeenCalledExactlyOnceWith(id);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    const page = await response.text();
    expect(page).toContain(">$39</bdi>");
    expect(page).toContain("<strong>price-39</strong>. Reload: your price stays.");
    expect(page).toContain('href="/results"');
  });

  it("keeps a visitor", async () => {
    const response = await app.request("/", { headers: { Cookie: `visitor=${known}` } });
    expect(response.headers.get("Set-Cookie")).toBeNull();
    expect(evaluate).toHaveBeenCalledExactlyOnceWith(known);
  });

  it("gives a cookie that it did not make no trust", async () => {
    await app.request("/", { headers: { Cookie: "visitor=somebody" } });
    expect(evaluate).not.toHaveBeenCalledWith("somebody");
  });

  it("lets no text of the catalog end its script", async () => {
    const page = await (await app.request("/")).text();
    const data = /<script type="application\/json" id="pricing-document">(.*?)<\/script>/.exec(page)?.[1] ?? "";
    expect(JSON.parse(data)).toEqual(shown);
    expect(page).not.toContain("</script><b>");
  });

  it("forgets a visitor who wants to be another", async () => {
    const response = await app.request("/new-visitor", { headers: { Cookie: `visitor=${known}` } });
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toBe("/");
    expect(response.headers.get("Set-Cookie")).toMatch(/^visitor=; Max-Age=0/);
  });

  it("sells at the price that the visitor was shown, and at no other", async () => {
    expect(await (await app.request("/checkout?price=license-39")).text()).toContain("Checkout at $39");
    expect((await app.request("/checkout?price=license-1")).status).toBe(404);
  });

  it("takes who saw the prices from the cookie", async () => {
    expect((await report(exposure)).status).toBe(204);
    expect(track).toHaveBeenCalledExactlyOnceWith({ ...exposure, visitor: known });
  });

  it("refuses reports of other sites, of nobody, and of another shape", async () => {
    expect((await report(exposure, { Origin: "http://elsewhere.test" })).status).toBe(403);
    expect((await report(exposure, { Cookie: "" })).status).toBe(401);
    expect((await report({ ...exposure, visitor: "somebody" })).status).toBe(400);
    expect((await report("no exposure")).status).toBe(400);
    expect((await report({ ...exposure, variant: "x".repeat(20_000) })).status).toBe(413);
    expect(track).not.toHaveBeenCalled();
  });

  it("serves its script and styles", async () => {
    expect(await (await app.request("/island.js")).text()).toBe("/* script */");
    expect(await (await app.request("/styles.css")).text()).toContain("/* styles */");
  });
});
