import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import express from "express";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SoldLocally, sellLocally } from "../testing/sold-locally.ts";
import { createPricewright as forExpress } from "./express/index.ts";
import { createPricewright as forHono } from "./hono/index.ts";

/** A page that shows prices, as an app of each framework has it. */
const frameworks: Record<string, (sold: SoldLocally) => Promise<Server>> = {
  Express: async ({ options }) => {
    const prices = forExpress({
      ...options((request) => request.get("x-test-account")),
      hasConsent: (request) => request.get("x-test-consent") !== "no",
    });
    const app = express()
      .use(prices.routes)
      .use(express.json())
      .get("/pricing", async (request, response) => {
        response.json(await prices.evaluate(request, response));
      })
      .get("/me", (request, response) => {
        response.json({ visitor: prices.visitorOf(request) });
      });
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return server;
  },
  Hono: async ({ options }) => {
    const prices = forHono({
      ...options((context) => context.req.header("x-test-account")),
      hasConsent: (context) => context.req.header("x-test-consent") !== "no",
    });
    const app = new Hono()
      .use(prices.routes)
      .get("/pricing", async (context) => context.json(await prices.evaluate(context)))
      .get("/me", (context) => context.json({ visitor: prices.visitorOf(context) }));
    return new Promise((resolve) => {
      const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(server as Server));
    });
  },
};

let sold: SoldLocally;
let server: Server;
let url: string;

describe.each(Object.keys(frameworks))("an app of %s", (framework) => {
  beforeEach(async () => {
    sold = sellLocally();
    server = (await frameworks[framework]?.(sold)) as Server;
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    sold.deliverTo = async ({ body, headers }) => {
      const taken = await fetch(`${url}/pw/webhooks/sandbox`, { method: "POST", body, headers });
      if (!taken.ok) throw new Error(await taken.text());
    };
  });
  afterEach(async () => {
    await sold.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const visit = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/pricing`, { headers });
    const [cookie = ""] = response.headers.getSetCookie();
    return { response, cookie, answer: await response.json() };
  };
  /** The cookie as a browser sends it back. */
  const sent = (cookie: string) => ({ cookie: cookie.split(";")[0] ?? "" });
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
      redirect: "manual",
    });
  const exposure = (quote: string, more: object = {}) => ({
    type: "quoted-exposure",
    id: "seen-1",
    occurredAt: new Date().toISOString(),
    quote,
    shown: [],
    ...more,
  });

  it("gives a new visitor a cookie that lasts, and keeps the page out of caches", async () => {
    const { response, cookie, answer } = await visit({ cookie: "other=1" });
    expect(cookie).toMatch(/^pw_visitor=[^;]+; Path=\/; Max-Age=34560000; HttpOnly; Secure; SameSite=Lax$/);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("vary")).toContain("Cookie");
    const again = await visit(sent(cookie));
    expect(again.answer.unit).toEqual(answer.unit);
    expect(again.answer.assignments).toMatchObject([{ variant: answer.assignments[0].variant, reason: "frozen" }]);
    expect(again.cookie).toBe(cookie);
    const me = await fetch(`${url}/me`, { headers: sent(cookie) });
    expect(await me.json()).toEqual({ visitor: answer.unit.id });
  });

  it("takes a cookie that was changed for none", async () => {
    const { cookie, answer } = await visit();
    const { cookie: value } = sent(cookie);
    for (const changed of [value.replace("=", "=x"), value.replace(/\..*/, ""), `${value}x`, "pw_visitor=v_chosen"]) {
      const other = await visit({ cookie: changed });
      expect(other.answer.unit.id).not.toBe(answer.unit.id);
      expect(other.answer.unit.id).not.toContain("chosen");
    }
  });

  it("shows an account its own prices", async () => {
    const { answer, cookie } = await visit({ "x-test-account": "acme" });
    expect(answer.unit).toEqual({ kind: "account", id: "acme" });
    expect(cookie).toBe("");
  });

  describe("whose visitors have not agreed to a cookie", () => {
    const WITHHELD = { "x-test-consent": "no" };
    const agree = async (shown: string, headers: Record<string, string> = {}) => {
      const response = await post("/pw/evaluate", { shown }, headers);
      return { cookie: response.headers.getSetCookie()[0] ?? "", body: await response.json() };
    };
    /** A visitor who agreed from the start, and was shown the other price. */
    const otherVisitor = async () => {
      for (;;) {
        const { cookie, answer } = await visit();
        if (answer.assignments[0].variant === "price-59") return sent(cookie);
      }
    };

    it("shows each of them the control, which stays theirs once they agree, uncounted", async () => {
      for (let visitor = 0; visitor < 12; visitor++) {
        const { answer, cookie } = await visit(WITHHELD);
        expect(cookie).toBe("");
        expect(answer).toMatchObject({ quote: null, assignments: [{ variant: "price-39", reason: "no-identity" }] });
        const agreed = await agree(answer.shown);
        expect(agreed.body.pricing.plans).toEqual(answer.pricing.plans);
        expect(agreed.body.quote).toMatch(/^eyJ/);
        expect(agreed.body).not.toHaveProperty("shown");
        const later = await visit(sent(agreed.cookie));
        expect(later.answer.assignments).toMatchObject([{ variant: "price-39", reason: "frozen", counted: false }]);
        expect(later.answer).toMatchObject({ unit: answer.unit, shown: null });
      }
    });

    it("believes no page that changed what it was given, and changes nobody's price by it", async () => {
      const { answer } = await visit(WITHHELD);
      const other = await otherVisitor();
      const bought = (await agree(answer.shown, other)).body.pricing.plans;
      expect(bought).toEqual((await visit(other)).answer.pricing.plans);
      expect(bought).not.toEqual(answer.pricing.plans);
      const [content = "", code = ""] = answer.shown.split(".");
      const chosen = Buffer.from(JSON.stringify({ id: "v_chosen", frozen: [] })).toString("base64url");
      for (const changed of [`${chosen}.${code}`, `${content}.x`, "", "x"]) {
        const agreed = await agree(changed);
        const { visitor } = await (await fetch(`${url}/me`, { headers: sent(agreed.cookie) })).json();
        expect(visitor).toMatch(/^v_/);
        expect(["v_chosen", answer.unit.id]).not.toContain(visitor);
      }
    });

    it("keeps what they saw while they look at another currency, and deletes the cookie of who takes it back", async () => {
      const { answer } = await visit(WITHHELD);
      const asked = await post("/pw/evaluate", { currency: "USD", shown: answer.shown }, WITHHELD);
      expect(asked.headers.getSetCookie()).toEqual([]);
      const { shown } = await asked.json();
      const { cookie } = await agree(shown);
      const taken = await visit({ ...sent(cookie), ...WITHHELD });
      expect(taken.cookie).toBe("pw_visitor=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax");
      expect(taken.answer).toMatchObject({ quote: null, assignments: [{ reason: "no-identity" }] });
    });
  });

  it("takes in what its own visitor saw, once", async () => {
    const { cookie, answer } = await visit();
    const { variant } = answer.assignments[0];
    const seen = exposure(answer.quote);
    for (let time = 0; time < 2; time++) {
      const taken = await post("/pw/events", { events: [seen] }, sent(cookie));
      expect(await taken.json()).toEqual({ results: [{ id: "seen-1", status: "accepted" }] });
    }
    await sold.pricing.flush();
    const { report } = await sold.pricing.results("pro-price");
    const exposed = Object.fromEntries(report.variants.map(({ key, visitors }) => [key, visitors]));
    expect(exposed[variant]).toBe(1);
  });

  it("gives a page that was restored a new quote, and keeps the visitor's price", async () => {
    const { cookie, answer } = await visit();
    const response = await post("/pw/evaluate", { locale: "de-DE", overrides: { "pro-price": "high" } }, sent(cookie));
    const renewed = await response.json();
    expect(Object.keys(renewed)).toEqual(["pricing", "quote"]);
    expect(renewed.pricing.experiments).toEqual(answer.pricing.experiments);
    expect(renewed.pricing.locale).toBe("de-DE");
    const claims = (quote: string) => JSON.parse(Buffer.from(quote.split(".")[1] ?? "", "base64url").toString());
    expect(claims(renewed.quote).unit).toEqual(claims(answer.quote).unit);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.getSetCookie()).toEqual([cookie]);
    expect((await post("/pw/evaluate", { currency: "dollars" }, sent(cookie))).status).toBe(400);
    expect((await post("/pw/evaluate", { locale: "x".repeat(20_000) }, sent(cookie))).status).toBe(413);
    const foreign = { ...sent(cookie), "sec-fetch-site": "cross-site" };
    expect((await post("/pw/evaluate", {}, foreign)).status).toBe(403);
  });

  it("shows the arm that its address asks for, to look at and not to buy, also when the page is restored", async () => {
    const { answer, cookie } = await visit();
    const other = answer.assignments[0].variant === "price-39" ? "price-59" : "price-39";
    const address = `${url}/pricing?pw_pro-price=${other}`;
    const looked = await (await fetch(address, { headers: sent(cookie) })).json();
    expect(looked.assignments).toMatchObject([{ variant: other, reason: "override", counted: false }]);
    const restored = await (await post("/pw/evaluate", {}, { ...sent(cookie), referer: address })).json();
    expect(restored.pricing.plans).toEqual(looked.pricing.plans);
    for (const { quote } of [looked, restored]) {
      const bought = await post("/pw/checkout", { quote, plan: "pro" }, sent(cookie));
      expect(await bought.json()).toMatchObject({ code: "preview-quote" });
    }
    const unseen = await post("/pw/events", { events: [exposure(looked.quote)] }, sent(cookie));
    expect(unseen.ok).toBe(true);
    await sold.pricing.flush();
    const { report } = await sold.pricing.results("pro-price");
    expect(report.variants.map(({ visitors }) => visitors)).toEqual([0, 0]);
    expect((await visit(sent(cookie))).answer.assignments).toEqual([
      { ...answer.assignments[0], reason: "frozen", slot: null },
    ]);
  });

  it("takes a beacon as text, and corrects its clock", async () => {
    const { cookie, answer } = await visit();
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const beacon = (sentAt?: string) =>
      post(
        "/pw/events",
        { events: [exposure(answer.quote, { occurredAt: ahead })], sentAt },
        {
          ...sent(cookie),
          "content-type": "text/plain;charset=UTF-8",
        },
      );
    expect((await (await beacon()).json()).results).toMatchObject([{ status: "rejected", code: "in-the-future" }]);
    expect((await (await beacon(ahead)).json()).results).toMatchObject([{ status: "accepted" }]);
  });

  it("takes in nothing else from a browser", async () => {
    const { cookie, answer } = await visit();
    const stranger = await visit();
    const unit = { kind: "visitor", id: answer.unit.id };
    const occurredAt = new Date().toISOString();
    const sale = { type: "conversion", id: "s", unit, occurredAt, price: "pro-39", amount: "39", currency: "USD" };
    const old = exposure(answer.quote, { occurredAt: "2020-01-01T00:00:00Z" });
    const events = [exposure(stranger.answer.quote), exposure(`${answer.quote}x`), sale, { type: "x" }, old];
    const { results } = await (await post("/pw/events", { events }, sent(cookie))).json();
    expect(results.map(({ code }: { code: string }) => code)).toEqual([
      "wrong-unit",
      expect.stringMatching(/^quote-/),
      "not-from-browser",
      "invalid-request",
      "too-old",
    ]);
    const large = { events: [exposure("x".repeat(70_000))] };
    expect((await post("/pw/events", large, sent(cookie))).status).toBe(413);
    expect((await post("/pw/events", {}, sent(cookie))).status).toBe(400);
    const foreign = await post("/pw/events", { events }, { ...sent(cookie), "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
  });

  it("sells at the price that was shown, and counts what was paid and given back", async () => {
    const { cookie, answer } = await visit();
    const { variant } = answer.assignments[0];
    await post("/pw/events", { events: [exposure(answer.quote)] }, sent(cookie));
    const form = await fetch(`${url}/pw/checkout`, {
      method: "POST",
      body: new URLSearchParams({ quote: answer.quote, plan: "pro" }),
      headers: sent(cookie),
      redirect: "manual",
    });
    expect(form.status).toBe(303);
    const page = form.headers.get("location") ?? "";
    const json = await post("/pw/checkout", { quote: answer.quote, plan: "pro" }, sent(cookie));
    expect(await json.json()).toEqual({ url: page });
    const shown = variant === "price-39" ? "$39.00" : "$59.00";
    expect(await (await fetch(page)).text()).toContain(`Pay ${shown}`);
    const paid = await fetch(`${page}/pay`, { method: "POST", redirect: "manual" });
    expect(paid.headers.get("location")).toBe("https://shop.example/thanks");
    const revenueOf = async () => {
      const { report } = await sold.pricing.results("pro-price");
      const found = report.variants.find(({ key }) => key === variant);
      return [found?.conversions, found?.observed.revenuePerVisitor];
    };
    expect(await revenueOf()).toEqual([1, Number(shown.slice(1))]);
    await sold.provider.refund(page.split("/").at(-1) ?? "");
    expect(await revenueOf()).toEqual([1, 0]);
  });

  it("knows the buyer by its own session, whatever the body says", async () => {
    const [own, stranger] = [await visit(), await visit()];
    const body = {
      quote: stranger.answer.quote,
      plan: "pro",
      visitor: stranger.answer.unit.id,
      unit: stranger.answer.unit,
    };
    const refused = await post("/pw/checkout", body, sent(own.cookie));
    expect([refused.status, (await refused.json()).code]).toEqual([400, "wrong-unit"]);
    expect((await (await post("/pw/checkout", body)).json()).code).toBe("wrong-unit");
    const signedIn = await post(
      "/pw/checkout",
      { quote: own.answer.quote, plan: "pro" },
      {
        ...sent(own.cookie),
        "x-test-account": "acme",
      },
    );
    expect(signedIn.status).toBe(200);
    expect((await (await post("/pw/checkout", { plan: "pro" }, sent(own.cookie))).json()).code).toBe("invalid-request");
    const forged = await post("/pw/checkout", { quote: `${own.answer.quote}x`, plan: "pro" }, sent(own.cookie));
    expect((await forged.json()).code).toMatch(/^quote-/);
  });

  it("refuses a webhook that nobody signed, and has no other routes", async () => {
    const forged = await post("/pw/webhooks/sandbox", { id: "1", type: "paid", event: {} });
    expect([forged.status, (await forged.json()).code]).toEqual([400, "invalid-signature"]);
    expect((await post("/pw/webhooks/stripe", {})).status).toBe(404);
    expect((await post("/pw/other", {})).status).toBe(404);
    expect((await fetch(`${url}/pw/events`)).status).toBe(404);
  });
});

describe("an adapter", () => {
  it("takes no secret that is easy to guess", () => {
    const { options } = sellLocally();
    expect(() => forHono({ ...options(undefined), cookieSecret: "short" })).toThrow(
      expect.objectContaining({ code: "weak-secret" }),
    );
  });

  it("says so where the body was parsed before", async () => {
    const local = sellLocally();
    const prices = forExpress(local.options(undefined));
    const app = express()
      .use(express.json())
      .use(prices.routes)
      .use(((error, _request, response, _next) => {
        response.status(500).json({ code: error.code });
      }) satisfies express.ErrorRequestHandler);
    const own = createServer(app);
    await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(own.address() as AddressInfo).port}/pw/events`;
    const headers = { "content-type": "application/json" };
    const answer = await fetch(address, { method: "POST", body: "{}", headers });
    expect(await answer.json()).toEqual({ code: "body-was-read" });
    await new Promise((resolve) => own.close(resolve));
    await local.close();
  });

  it("gives who does not agree to a cookie the control, uncounted, and none", async () => {
    const local = sellLocally();
    const prices = forHono({ ...local.options(undefined), hasConsent: () => false });
    const app = new Hono().get("/", async (context) => context.json(await prices.evaluate(context)));
    const answer = await app.request("/");
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toMatchObject({
      quote: null,
      assignments: [{ variant: "price-39", reason: "no-identity", counted: false }],
    });
    await local.close();
  });
});

describe.each(Object.keys(frameworks))("an app of %s in the live environment", (framework) => {
  it("shows another arm by a token only, whatever the address says", async () => {
    sold = sellLocally("live");
    server = (await frameworks[framework]?.(sold)) as Server;
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const first = await fetch(`${url}/pricing`);
    const cookie = first.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { assignments, pricing } = await first.json();
    const other = assignments[0].variant === "price-39" ? "price-59" : "price-39";
    const look = async (token: string) => {
      const response = await fetch(`${url}/pricing?pw_pro-price=${other}${token}`, { headers: { cookie } });
      return response.json();
    };
    for (const token of ["", "&pw_preview=", "&pw_preview=x.y"]) {
      const answer = await look(token);
      expect(answer.assignments).toEqual([{ ...assignments[0], reason: "frozen", slot: null }]);
      expect(answer.pricing.plans).toEqual(pricing.plans);
      expect(answer.ignored).toMatchObject([{ field: "overrides.pro-price", code: "preview-token-required" }]);
    }
    const { token } = await sold.pricing.issuePreview("pro-price");
    const looked = await look(`&pw_preview=${token}`);
    expect(looked.assignments).toMatchObject([{ variant: other, reason: "override", counted: false }]);
    await expect(sold.pricing.issuePreview("nothing")).rejects.toMatchObject({ code: "not-found" });
    await sold.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
