import { NextRequest } from "next/server.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SoldLocally, sellLocally } from "../../testing/sold-locally.ts";
import { createPricewright, type NextPricewright } from "./create-pricewright.ts";

/** The cookies of the page that is rendered, as Next's runtime has them. */
const jar = new Map<string, string>();
let query = "";
vi.mock("next/headers.js", () => ({
  headers: async () => new Headers({ "x-pricewright-query": query }),
  cookies: async () => ({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
}));

let sold: SoldLocally;
let prices: NextPricewright;
let account: string | null;

beforeEach(() => {
  jar.clear();
  account = null;
  sold = sellLocally();
  prices = createPricewright(sold.options(() => account));
});
afterEach(() => sold.close());

const page = (cookie?: string, search = "") =>
  new NextRequest(`https://shop.example/pricing${search}`, { headers: cookie === undefined ? {} : { cookie } });
/** A request through the proxy, to the page that it leads to. */
const render = async (cookie?: string, search = "") => {
  const response = await prices.proxy(page(cookie, search));
  query = response.headers.get("x-middleware-request-x-pricewright-query") ?? "";
  const forwarded = response.headers.get("x-middleware-request-cookie") ?? "";
  const [, value = ""] = /pw_visitor=([^;]+)/.exec(forwarded) ?? [];
  jar.set("pw_visitor", decodeURIComponent(value));
  return { response, answer: await prices.evaluate() };
};

describe("the proxy of Next", () => {
  it("gives a new visitor the cookie before the page is rendered, and keeps the page out of caches", async () => {
    const { response, answer } = await render();
    const [cookie = ""] = response.headers.getSetCookie();
    for (const attribute of ["Max-Age=34560000", "HttpOnly", "Secure", "SameSite=lax", "Path=/"])
      expect(cookie).toContain(attribute);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-middleware-next")).toBe("1");
    expect(answer.assignments).toMatchObject([{ reason: "assigned" }]);
    const again = await render(cookie.split(";")[0]);
    expect(again.answer.unit).toEqual(answer.unit);
    expect(again.answer.assignments).toMatchObject([{ reason: "frozen" }]);
  });

  it("tells the page what its address asks for, and nothing that a header says", async () => {
    const { response, answer } = await render();
    const [cookie = ""] = response.headers.getSetCookie();
    const other = answer.assignments[0]?.variant === "price-39" ? "price-59" : "price-39";
    const looked = await render(cookie.split(";")[0], `?pw_pro-price=${other}`);
    expect(looked.answer.assignments).toMatchObject([{ variant: other, reason: "override", counted: false }]);
    const asked = page(cookie.split(";")[0]);
    asked.headers.set("x-pricewright-query", `?pw_pro-price=${other}`);
    await prices.proxy(asked);
    expect(asked.headers.get("x-pricewright-query")).toBe("");
  });

  it("takes a cookie that was changed for none", async () => {
    const { answer } = await render();
    const other = await render("pw_visitor=v_chosen");
    expect(other.answer.unit.id).not.toBe(answer.unit.id);
  });

  it("sets no cookie for who does not agree to one", async () => {
    prices = createPricewright({ ...sold.options(() => null), hasConsent: () => false });
    const response = await prices.proxy(page());
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await prices.evaluate()).toMatchObject({ quote: null, assignments: [{ reason: "no-identity" }] });
  });

  it("leaves it to the routes who somebody is that agrees, and deletes the cookie of who takes it back", async () => {
    let consent = false;
    prices = createPricewright({ ...sold.options(() => null), hasConsent: () => consent });
    const withheld = await prices.evaluate();
    consent = true;
    const asked = new NextRequest("https://shop.example/pw/evaluate", {
      method: "POST",
      body: JSON.stringify({ shown: withheld.shown }),
    });
    expect((await prices.proxy(asked)).headers.getSetCookie()).toEqual([]);
    const agreed = await prices.handlers.POST(asked);
    const cookie = agreed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await render(cookie)).answer).toMatchObject({
      unit: withheld.unit,
      assignments: [{ variant: "price-39", reason: "frozen", counted: false }],
    });
    consent = false;
    const [forgotten = ""] = (await prices.proxy(page(cookie))).headers.getSetCookie();
    expect(forgotten).toContain("pw_visitor=; Path=/; ");
    expect(forgotten).toContain("Max-Age=0");
  });
});

describe("a page of Next", () => {
  it("fails where no proxy gave it a visitor, as a static or cached page has none", async () => {
    await expect(prices.evaluate()).rejects.toMatchObject({ code: "missing-visitor" });
  });

  it("shows an account its own prices, without a cookie", async () => {
    account = "acme";
    expect((await prices.evaluate()).unit).toEqual({ kind: "account", id: "acme" });
  });
});

describe("the routes of Next", () => {
  it("take a buyer to the payment page, and know no others", async () => {
    const { response, answer } = await render();
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const post = (path: string, body: object) =>
      prices.handlers.POST(
        new NextRequest(`https://shop.example${path}`, {
          method: "POST",
          headers: { cookie, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      );
    const checkout = await post("/pw/checkout", { quote: answer.quote, plan: "pro" });
    expect((await checkout.json()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/checkouts\//);
    expect((await post("/pw/other", {})).status).toBe(404);
  });
});
