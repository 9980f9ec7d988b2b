import { resultsResponse } from "@pricewright/core/api";
import type { ExperimentReport } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { createRateLimits } from "../limits/rate-limits.ts";
import { preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { readStatistics } from "./queries.ts";

const numRuns = Number(process.env.PROPERTY_RUNS ?? 10);
const KEY = "license-price";
const NOW = "2026-05-01T12:00:00.000Z";
/** New visitors that one address may bring. */
const NEW_UNITS = 2;
const POINTS = { secret: 1e6, publishable: 1e6, account: 1e6, session: 1e6 };

let server: TestServer;
let tenant: TestTenant;
let now: Date;

beforeAll(async () => {
  const limits = createRateLimits(
    { redisUrl: null, rateLimitEnabled: true },
    pino({ level: "silent" }),
    POINTS,
    NEW_UNITS,
  );
  server = await startTestServer({ clock: () => now, limits });
});
afterAll(() => server.drop());

const prepare = async () => {
  now = new Date(NOW);
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
};
beforeEach(prepare);

interface Shopper {
  readonly id: string;
  readonly variant: string;
  readonly quote: string;
  readonly price: { readonly price: string; readonly amount: string; readonly currency: string };
}

/** A visitor of the tenant's own server, with a quote. */
async function shopper(id: string): Promise<Shopper> {
  const { body } = await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id } });
  const { id: price, amount, currency } = body.pricing.plans[0].prices[0];
  return { id, variant: body.assignments[0].variant, quote: body.quote, price: { price, amount, currency } };
}
const saleOf = ({ id, quote, price }: Shopper, changed: object = {}) => ({
  type: "conversion",
  id: `sale-${id}`,
  unit: { kind: "visitor", id },
  occurredAt: NOW,
  quote,
  ...price,
  ...changed,
});
const quotedExposure = ({ id, quote, price }: Shopper, changed: object = {}) => ({
  type: "quoted-exposure",
  id: `exposure-${id}`,
  occurredAt: "2026-05-01T11:59:00.000Z",
  quote,
  shown: [price],
  ...changed,
});
const track = async (...events: unknown[]) => (await tenant.post("/v1/events", { events })).body.results;
const fromBrowser = async (address: string | null, ...events: unknown[]) => {
  const headers = address === null ? {} : { "x-address": address };
  const answer = await server.call("POST", "/v1/events", { key: tenant.publishableKey, body: { events }, headers });
  return answer.body.results;
};
const results = async (): Promise<{ report: ExperimentReport; sentences: string[] }> =>
  (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
const check = async (code: string) => (await results()).report.health.find((found) => found.code === code);
const unseen = async () => {
  const { soldUnseen } = (await results()).report.integrity;
  return Object.fromEntries(soldUnseen.map(({ variant, units }) => [variant, units]));
};
const rebuild = () => rebuildStatistics(server.database, tenant.scope);

describe("sales on a quote before any exposure", () => {
  it("are counted by arm outside the analysis, and taken back when the exposure comes", async () => {
    const ann = await shopper("visitor-ann");
    const none = { "price-39": 0, "price-59": 0 };
    await track(saleOf(ann));
    expect(await unseen()).toEqual({ ...none, [ann.variant]: 1 });
    expect(await check("sold-unseen")).toEqual({ code: "sold-unseen", severity: "warning", units: 1, of: 1 });
    const { report, sentences } = await results();
    expect(report.variants.map(({ arrivals, conversions }) => [arrivals, conversions])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(sentences.join(" ")).toContain("1 of 1 buyer bought before any page reported that it showed the price");
    expect(await rebuild()).toMatchObject({ units: 0, outcomes: 0, unverified: 0, statistics: {} });

    await track(quotedExposure(ann));
    expect(await unseen()).toEqual(none);
    const after = (await results()).report;
    expect(after.variants.find(({ key }) => key === ann.variant)).toMatchObject({ visitors: 1, conversions: 1 });
    expect(after.health).toEqual([]);
    expect(await rebuild()).toMatchObject({ units: 0, statistics: {} });
  });

  it("are counted of the sandbox's checkouts, whose quote was verified", async () => {
    const ben = await shopper("visitor-ben");
    const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };
    const { body } = await tenant.post("/v1/checkouts", {
      quote: ben.quote,
      visitor: ben.id,
      plan: "license",
      ...urls,
    });
    await server.call("POST", `${new URL(body.url).pathname}/pay`);
    expect(await unseen()).toMatchObject({ [ben.variant]: 1 });
    await track(quotedExposure(ben));
    expect((await results()).report.integrity.attributed).toEqual({ equal: 1, different: 0, unknown: 0, of: 1 });
  });

  it("are those whose quote was the buyer's own, or of a visitor who was identified as the buyer", async () => {
    const [cleo, dora] = [await shopper("visitor-cleo"), await shopper("visitor-dora")];
    await track(saleOf(cleo, { quote: dora.quote }), saleOf(dora, { quote: "no.quote.atall" }));
    expect(await unseen()).toEqual({ "price-39": 0, "price-59": 0 });
    await tenant.post("/v1/identify", { visitor: cleo.id, account: "account-1" });
    await track(saleOf(cleo, { id: "renewal", unit: { kind: "account", id: "account-1" } }));
    expect(await unseen()).toMatchObject({ [cleo.variant]: 1 });
    await tenant.post("/v1/identify", { visitor: dora.id, account: "account-2" });
    expect(await rebuild()).toMatchObject({ units: 0, statistics: {} });
  });

  it("are none when the exposure was left out as traffic", async () => {
    const eve = await shopper("visitor-eve");
    await track(quotedExposure(eve), saleOf(eve));
    const range = { from: "2026-05-01T11:00:00Z", to: "2026-05-01T12:00:00Z" };
    await tenant.post(`/v1/experiments/${KEY}/exclusions`, { ...range, reason: "not people" });
    expect((await results()).report.variants.map(({ arrivals }) => arrivals)).toEqual([0, 0]);
    expect(await unseen()).toEqual({ "price-39": 0, "price-59": 0 });
  });

  it("keep no id when their buyer is erased, and stay counted", async () => {
    const fay = await shopper("visitor-fay");
    await track(saleOf(fay));
    await server.call("DELETE", `/v1/units/visitor/${fay.id}`, { key: tenant.secretKey });
    expect(await unseen()).toMatchObject({ [fay.variant]: 1 });
    expect(await rebuild()).toMatchObject({ units: 0, unverified: 0, statistics: {} });
  });

  it("come to the same in every order and batch", { timeout: 300_000 }, async () => {
    const fact = fc.record({
      visitor: fc.constantFrom("order-a", "order-b"),
      sold: fc.boolean(),
      quoted: fc.boolean(),
      minute: fc.integer({ min: 0, max: 9 }),
    });
    const totals = async () => {
      const rows = await server.database.inScope(tenant.scope, (queries) =>
        readStatistics(queries, tenant.scope, KEY, {}),
      );
      return rows.filter(({ visitors, soldUnseen, priceMismatches }) => visitors + soldUnseen + priceMismatches > 0);
    };
    const eventsOf = async (facts: readonly { visitor: string; sold: boolean; quoted: boolean; minute: number }[]) => {
      const people = new Map([
        ["order-a", await shopper("order-a")],
        ["order-b", await shopper("order-b")],
      ]);
      return facts.map(({ visitor, sold, quoted, minute }, index) => {
        const person = people.get(visitor) as Shopper;
        const changed = { id: `e${index}`, occurredAt: `2026-05-01T12:0${minute}:00.000Z` };
        if (!sold) return quotedExposure(person, changed);
        const { quote, ...sale } = saleOf(person, changed);
        return quoted ? { quote, ...sale } : sale;
      });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 8 }).chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            order: fc.shuffledSubarray([...facts.keys()], { minLength: facts.length }),
          }),
        ),
        async ({ facts, order }) => {
          await prepare();
          const together = await eventsOf(facts);
          now = new Date("2026-05-01T12:10:00Z");
          await track(...together);
          const expected = await totals();
          await prepare();
          const events = await eventsOf(facts);
          now = new Date("2026-05-01T12:10:00Z");
          for (const index of order) await track(events[index]);
          expect(await totals()).toEqual(expected);
          expect(await rebuild()).toMatchObject({ units: 0, statistics: {} });
        },
      ),
      { numRuns },
    );
  });
});

describe("the four equalities", () => {
  it("are each of their own units, and unknown is not equal", async () => {
    const [gil, hal, ida] = [await shopper("visitor-gil"), await shopper("visitor-hal"), await shopper("visitor-ida")];
    await track(quotedExposure(gil), saleOf(gil));
    // A page that does not say what it shows, and a sale without its quote.
    await track(quotedExposure(hal, { shown: [] }), saleOf(hal, { quote: undefined }));
    await track({
      type: "exposure",
      id: "of-ida",
      unit: { kind: "visitor", id: ida.id },
      occurredAt: NOW,
      experiment: KEY,
      variant: ida.variant,
      shown: [],
    });
    const { report, sentences } = await results();
    expect(report.integrity).toMatchObject({
      shown: { equal: 1, different: 0, unknown: 2, of: 3 },
      quoted: { equal: 2, different: 0, unknown: 1, of: 3 },
      charged: { equal: 2, different: 0, unknown: 0, of: 2 },
      attributed: { equal: 1, different: 0, unknown: 1, of: 2 },
    });
    expect(sentences).toContain(
      "Prices equal to the variant's: shown 1 of 3, 2 unknown; quoted 2 of 3, 1 unknown; charged 2 of 2; " +
        "attributed 1 of 2, 1 unknown.",
    );
    expect(await rebuild()).toMatchObject({ units: 0, statistics: {} });
  });

  it("tell a price that was shown, and one that was charged, apart from the variant's", async () => {
    const [jan, kim] = [await shopper("visitor-jan"), await shopper("visitor-kim")];
    await track(quotedExposure(jan, { shown: [{ ...jan.price, amount: "1.00" }] }));
    await track(quotedExposure(kim), saleOf(kim, { amount: "2.00" }));
    const { report } = await results();
    expect(report.integrity).toMatchObject({
      shown: { equal: 1, different: 1, unknown: 0, of: 2 },
      quoted: { equal: 2, different: 0, unknown: 0, of: 2 },
      charged: { equal: 0, different: 1, unknown: 0, of: 1 },
      attributed: { equal: 1, different: 0, unknown: 0, of: 1 },
    });
    expect(report.health).toContainEqual({ code: "price-mismatch", severity: "fix-first", units: 2, of: 2 });
    const answer = (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
    expect(resultsResponse.parse(answer)).toEqual(answer);
  });

  it("tell a sale that was quoted under another variant than the one it is counted under", async () => {
    const lea = await shopper("visitor-lea");
    const other = lea.variant === "price-39" ? "price-59" : "price-39";
    const amount = other === "price-39" ? "39.00" : "59.00";
    const price = { price: `license-${amount.slice(0, 2)}`, amount, currency: "USD" };
    await track({
      type: "exposure",
      id: "of-lea",
      unit: { kind: "visitor", id: lea.id },
      occurredAt: "2026-05-01T11:00:00Z",
      experiment: KEY,
      variant: other,
      shown: [price],
    });
    await track(saleOf(lea, price));
    const { report } = await results();
    expect(report.integrity.charged).toEqual({ equal: 1, different: 0, unknown: 0, of: 1 });
    expect(report.integrity.attributed).toEqual({ equal: 0, different: 1, unknown: 0, of: 1 });
    expect(report.variants.map(({ visitors }) => visitors)).toEqual([0, 0]);
  });
});

describe("exposures that count nowhere", () => {
  const burst = async (count: number, address: string) => {
    const people: Shopper[] = [];
    for (let index = 0; index < count; index++) {
      const { body } = await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body: {} });
      const { id: price, amount, currency } = body.pricing.plans[0].prices[0];
      const { variant } = body.assignments[0];
      people.push({ id: body.unit.id, variant, quote: body.quote, price: { price, amount, currency } });
    }
    const events = people.map((person) => quotedExposure(person, { occurredAt: NOW }));
    const told = await fromBrowser(address, ...events);
    return people.filter((_, index) => told[index].reason === "rate-limited");
  };

  it("are an anomaly of traffic where one address brings too many, with the time to exclude", async () => {
    const refused = await burst(5, "203.0.113.7");
    expect(refused).toHaveLength(3);
    const byVariant = [...new Set(refused.map(({ variant }) => variant))].sort().map((variant) => ({
      variant,
      units: refused.filter((person) => person.variant === variant).length,
    }));
    const anomaly = { code: "traffic-anomaly", severity: "warning", units: 3, byVariant, from: NOW };
    expect(await check("traffic-anomaly")).toEqual({ ...anomaly, to: "2026-05-01T12:00:00.001Z" });
    // Once more from one that was refused: another exposure, and the same unit.
    await fromBrowser("203.0.113.7", quotedExposure(refused[0] as Shopper, { id: "again", occurredAt: NOW }));
    expect(await check("traffic-anomaly")).toMatchObject({ units: 3 });
    expect(await rebuild()).toMatchObject({ units: 0, unverified: 0, statistics: {} });

    const { from, to } = (await check("traffic-anomaly")) as unknown as { from: string; to: string };
    expect((await results()).report.variants.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(2);
    await tenant.post(`/v1/experiments/${KEY}/exclusions`, { from, to, reason: "a script" });
    expect(await check("traffic-anomaly")).toBeUndefined();
    expect((await results()).report.variants.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(0);
  });

  it("are a note where they are many, with the reasons", async () => {
    const mia = await shopper("visitor-mia");
    await fromBrowser(
      null,
      quotedExposure(mia),
      { ...quotedExposure(mia), id: "bad-1", quote: "no.quote.atall" },
      { ...quotedExposure(mia), id: "bad-2", quote: "no.quote.atall", experiments: [KEY] },
    );
    expect(await check("unverified-exposures")).toEqual({
      code: "unverified-exposures",
      severity: "note",
      exposures: 2,
      arrivals: 1,
      reasons: [{ reason: "quote-malformed", exposures: 2 }],
    });
    expect((await results()).sentences.join(" ")).toContain("2 exposures count nowhere beside 1 visitor");
    expect(await rebuild()).toMatchObject({ unverified: 0 });
  });

  it("are put right by a rebuild", async () => {
    await burst(4, "203.0.113.9");
    const right = await check("traffic-anomaly");
    await server.database.inScope(tenant.scope, async (queries) => {
      await queries.execute(sql`update unverified_exposures set units = 70, exposures = 70`);
    });
    expect(await check("traffic-anomaly")).not.toEqual(right);
    expect((await rebuild()).unverified).toBeGreaterThan(0);
    expect(await check("traffic-anomaly")).toEqual(right);
  });
});

describe("the demand curve", () => {
  it("comes with the report where arms are prices of one plan, and its words with the report's", async () => {
    const [noa, oli] = [await shopper("visitor-noa"), await shopper("visitor-oli")];
    await track(quotedExposure(noa), saleOf(noa), quotedExposure(oli));
    const { body } = await tenant.get(`/v1/experiments/${KEY}/results`);
    expect(body.demandGap).toBeNull();
    expect(body.demand.atTestedPrices.map(({ price }: { price: number }) => price)).toEqual([39, 59]);
    expect(body.sentences.join(" ")).toContain("If demand follows a logit curve, which two prices cannot test");
    expect(resultsResponse.parse(body)).toEqual(body);
    expect(body.demand.curve).toEqual([]);
  });

  it("comes at many prices where it is asked for, for a drawing", async () => {
    const [noa, oli] = [await shopper("visitor-noa"), await shopper("visitor-oli")];
    await track(quotedExposure(noa), saleOf(noa), quotedExposure(oli));
    const { body } = await tenant.get(`/v1/experiments/${KEY}/results?curve=true`);
    expect(body.demand.curve).toHaveLength(41);
  });

  it("is null with its reason where a sale was not at one known price", async () => {
    const pia = await shopper("visitor-pia");
    await track(quotedExposure(pia), saleOf(pia, { revenue: "7.00" }));
    const { body } = await tenant.get(`/v1/experiments/${KEY}/results`);
    expect([body.demand, body.demandGap]).toEqual([null, "several-prices-in-an-arm"]);
  });
});
