import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePricing } from "@pricewright/core/catalog";
import { defineCostTable } from "@pricewright/core/credits";
import type { Quote } from "@pricewright/core/quotes";
import {
  createLocal,
  type EventInput,
  type LocalExperiment,
  type LostEvents,
  memoryStore,
  type Pricing,
  type PricingAnswer,
  type Store,
} from "@pricewright/node";
import { openFileStore } from "@pricewright/node/store-file";
import { openPostgresqlStore } from "@pricewright/node/store-postgresql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectSdk } from "../testing/sdk-client.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

/** The same app, asked through a server and without one, has to answer the same. */

const catalog = definePricing({
  currency: "USD",
  creditValue: "0.01",
  markup: [{ percent: "50" }],
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" },
        { id: "pro-59", amount: "59.00", interval: "month", listed: false },
        { id: "pro-390", amount: "390.00", interval: "year" },
      ],
    },
  ],
  packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
});

const experiments = [
  {
    key: "pro-price",
    salt: "pro-price",
    control: "low",
    variants: [
      { key: "low", prices: ["pro-39"] },
      { key: "high", prices: ["pro-59"] },
    ],
    coverage: 0.9,
    segments: [{ attribute: "country", values: ["DE", "US"] }],
    horizonDays: 30,
    rates: { EUR: "1.1" },
    guardrails: [{ kind: "outcome", outcome: "churn", tolerance: 0.1 }],
    startedAt: "2026-03-01T00:00:00Z",
  },
  {
    key: "germans",
    salt: "germans",
    control: "a",
    variants: [
      { key: "a", prices: ["pro-390"], weight: 1 },
      { key: "b", prices: ["pro-390"], weight: 2 },
    ],
    audience: { country: "DE" },
    startedAt: "2026-03-01T00:00:00Z",
  },
] satisfies LocalExperiment[];

const costTable = defineCostTable({
  id: "list",
  version: "1",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  models: [{ provider: "openai", model: "small", rates: { input: "3", output: "15" } }],
});

let now = Date.parse("2026-03-10T12:00:00Z");
const clock = () => new Date(now);
const later = (milliseconds: number) => {
  now += milliseconds;
  return new Date(now).toISOString();
};

/** A way to ask. */
interface Way {
  readonly name: string;
  readonly open: () => Promise<Opened>;
}

interface Opened {
  readonly pricing: Pricing;
  readonly lost: LostEvents[];
  readonly close: () => Promise<void>;
}

async function openLocal(store: Store, close: () => Promise<void> = async () => {}): Promise<Opened> {
  const lost: LostEvents[] = [];
  const pricing = createLocal({
    catalog,
    experiments,
    store,
    clock,
    costTables: [costTable],
    signingKey: "a key of at least 32 characters, for tests",
    flushOnTermination: false,
    maximumWait: 3_600_000,
    onLost: (events) => lost.push(events),
  });
  return { pricing, lost, close: () => pricing.close().finally(close) };
}

const memory: Way = { name: "createLocal in memory", open: () => openLocal(memoryStore()) };

const file: Way = {
  name: "createLocal in a file",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "pricewright-"));
    return openLocal(await openFileStore(join(folder, "store")), () => rm(folder, { recursive: true }));
  },
};

const postgresql: Way = {
  name: "createLocal in PostgreSQL",
  open: async () =>
    openLocal(
      await openPostgresqlStore({
        url: process.env.TEST_DATABASE_URL as string,
        name: `contract-${crypto.randomUUID()}`,
      }),
    ),
};

const ways = [memory, file, ...(process.env.TEST_DATABASE === "postgresql" ? [postgresql] : [])];

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ clock, creditClock: clock });
});
afterAll(() => server.drop());

async function openServer(): Promise<Opened> {
  const tenant = await server.newTenant();
  const lost: LostEvents[] = [];
  const { client } = connectSdk(server, tenant.secretKey, {
    maximumWait: 3_600_000,
    configUpdates: "none",
    clock,
    onLost: (events) => lost.push(events),
  });
  await client.publishCatalog(catalog);
  for (const experiment of experiments) await client.createExperiment(experiment);
  const published = await tenant.post("/v1/cost-tables", costTable);
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  return { pricing: client, lost, close: client.close };
}

/** What a quote says, without what differs for each seller and each quote. */
function claimsOf(quote: string | null) {
  if (quote === null) return null;
  const { jti, aud, exps, ...claims } = JSON.parse(Buffer.from(quote.split(".")[1] as string, "base64url").toString());
  return {
    ...claims,
    experiments: Object.entries(exps as Quote["experiments"]).map(([key, [revision]]) => [key, revision]),
  };
}

const shownOf = ({ pricing }: PricingAnswer) =>
  (pricing.plans[0]?.prices ?? []).map(({ id, amount, currency }) => ({ price: id, amount, currency }));

/** Uses everything that there is, and writes down every answer. */
async function transcribe({ pricing, lost }: Opened) {
  now = Date.parse("2026-03-10T12:00:00Z");
  const answers: PricingAnswer[] = [];
  for (let index = 0; index < 40; index++) {
    const attributes = { country: ["DE", "US", "FR"][index % 3] };
    answers.push(await pricing.evaluate({ id: `v_${index}`, attributes }));
  }
  const account = await pricing.evaluate({ kind: "account", id: "direct", payingCustomer: true });
  const again = await pricing.evaluate({ id: "v_3" });
  const preview = await pricing.evaluate({ id: "v_look", overrides: { "pro-price": "high" } });
  const nobody = await pricing.evaluate({ id: "v_anonymous", hasIdentity: false });
  const verified = [
    await pricing.verifyQuote(answers[3]?.quote as string, { visitor: "v_3", plan: "pro" }),
    await pricing.verifyQuote(answers[3]?.quote as string, { visitor: "v_4" }),
    await pricing.verifyQuote(preview.quote as string, { visitor: "v_look" }),
    await pricing.verifyQuote("no quote at all", { visitor: "v_3" }),
  ].map((result) => (result.ok ? { ...result, quote: { ...result.quote, id: "" } } : result));

  for (const event of eventsOf(answers)) pricing.track(event);
  await pricing.flush();
  later(60_000);
  const links = [
    await pricing.identify({ visitor: "v_3", account: "acme" }),
    await pricing.identify({ visitor: "v_5", account: "acme" }),
    await pricing.identify({ visitor: "v_9", account: "other", at: "2026-03-10T12:00:30Z" }),
    await pricing.identify({ visitor: "v_9", account: "earlier", at: "2026-03-10T12:00:10Z" }),
  ];
  const known = [
    await pricing.evaluate({ kind: "account", id: "acme" }),
    await pricing.evaluate({ kind: "account", id: "earlier" }),
    await pricing.evaluate({ id: "v_9" }),
  ];
  const asAccount = await pricing.verifyQuote(answers[3]?.quote as string, { account: "acme", plan: "pro" });
  const credits = await spend(pricing);
  // Everybody has had the time to buy.
  later(40 * 86_400_000);
  const reports = [await pricing.results("pro-price"), await pricing.results("germans")];
  return {
    evaluations: [...answers, account, again, preview, nobody, ...known].map(({ quote, frozen, ...answer }) => ({
      ...answer,
      frozen: frozen.length,
      claims: claimsOf(quote),
    })),
    verified,
    links,
    asAccount: asAccount.ok ? asAccount.prices : asAccount,
    credits,
    reports,
    lost: lost.map((events) =>
      events.reason === "rejected"
        ? events.results.map(({ id, problems }) => [id, problems.map(({ field, code }) => `${field} ${code}`)])
        : events,
    ),
  };
}

function eventsOf(answers: readonly PricingAnswer[]): EventInput[] {
  const events: EventInput[] = [];
  answers.forEach((answer, index) => {
    const unit = answer.unit;
    const assigned = answer.assignments.find(({ experiment }) => experiment === "pro-price");
    const base = { unit, occurredAt: later(1_000) };
    if (!assigned?.counted) return;
    if (index % 4 === 0)
      events.push({
        type: "quoted-exposure",
        id: `seen-${index}`,
        occurredAt: base.occurredAt,
        quote: answer.quote as string,
        shown: shownOf(answer),
      });
    else if (index % 4 !== 3)
      events.push({
        ...base,
        type: "exposure",
        id: `seen-${index}`,
        experiment: "pro-price",
        variant: assigned.variant,
        shown: index === 6 ? [{ price: "pro-39", amount: "1.00", currency: "USD" }] : shownOf(answer),
        attributes: { country: ["DE", "US", "FR"][index % 3] },
      });
    if (index % 3 === 0) {
      const [price] = shownOf(answer);
      events.push({
        ...base,
        occurredAt: later(1_000),
        type: "conversion",
        id: `sale-${index}`,
        price: price?.price as string,
        amount: price?.amount as string,
        currency: "USD",
        ...(index % 2 === 0 ? { quote: answer.quote as string } : {}),
        ...(index === 12 ? { revenue: "20.00" } : {}),
      });
    }
  });
  const [first, twelfth] = [answers[0], answers[12]] as [PricingAnswer, PricingAnswer];
  events.push(
    {
      type: "refund",
      id: "back-12",
      unit: twelfth.unit,
      occurredAt: later(1_000),
      conversion: "sale-12",
      amount: "5.00",
      currency: "USD",
    },
    { type: "cost", id: "cost-0", unit: first.unit, occurredAt: later(1_000), cost: "1.234567890123", currency: "USD" },
    { type: "outcome", id: "churn-0", unit: first.unit, occurredAt: later(1_000), outcome: "churn" },
    { type: "outcome", id: "churn-0", unit: first.unit, occurredAt: new Date(now).toISOString(), outcome: "churn" },
    { type: "outcome", id: "churn-0", unit: first.unit, occurredAt: new Date(now).toISOString(), outcome: "complaint" },
    {
      type: "conversion",
      id: "unknown",
      unit: first.unit,
      occurredAt: later(1_000),
      price: "nothing",
      amount: "1",
      currency: "USD",
    },
    {
      type: "conversion",
      id: "euros",
      unit: first.unit,
      occurredAt: later(1_000),
      price: "pro-39",
      amount: "35.00",
      currency: "EUR",
    },
    {
      type: "exposure",
      id: "nowhere",
      unit: first.unit,
      occurredAt: later(1_000),
      experiment: "none",
      variant: "a",
      shown: [],
    },
    { type: "cost", id: "old", unit: first.unit, occurredAt: "2025-01-01T00:00:00Z", cost: "1", currency: "USD" },
  );
  return events;
}

async function spend(pricing: Pricing) {
  const credits = pricing.credits("acme");
  const answers: unknown[] = [];
  const note = async (answer: Promise<unknown>) =>
    answers.push(await answer.catch((error: { code: string }) => ({ error: error.code })));
  await note(credits.grant({ id: "paid", amount: "100" }));
  await note(credits.grant({ id: "bonus", amount: "50.5", kind: "promotional", expiresAt: "2026-03-10T14:00:00Z" }));
  await note(credits.grant({ id: "paid", amount: "100" }));
  await note(credits.grant({ id: "paid", amount: "101" }));
  await note(credits.hold({ id: "h1", amount: "60" }));
  later(1_000);
  await note(credits.settle("h1", { actual: "70.25" }));
  await note(credits.settle("h1", { actual: "1" }));
  await note(credits.hold({ id: "h2", amount: "10" }));
  await note(credits.release("h2"));
  await note(credits.charge({ id: "too-much", amount: "1000" }));
  await note(credits.charge({ id: "debt", amount: "85", overdraft: { limit: "50" } }));
  const usage = {
    type: "tokens",
    provider: "openai",
    model: "small",
    tokens: { input: 100_000, output: 1_000 },
  } as const;
  await note(
    credits.charge({ id: "tokens", usage, costTable: { id: "list", version: "1" }, overdraft: { limit: "500" } }),
  );
  await note(
    credits.charge({ id: "tokens", usage, costTable: { id: "list", version: "1" }, overdraft: { limit: "500" } }),
  );
  await note(credits.charge({ id: "nothing", usage, costTable: { id: "list", version: "2" } }));
  await note(credits.refund({ id: "r1", charge: "debt", amount: "20" }));
  await note(credits.refund({ id: "r2", charge: "debt", amount: "100" }));
  await note(credits.grant({ id: "more", amount: "30", meters: ["tokens"] }));
  await note(credits.balance());
  later(3 * 3_600_000);
  await note(credits.balance());
  await note(credits.balance({ meter: "tokens" }));
  await note(pricing.credits("nobody").balance());
  await note(
    credits.withHold({ id: "h3", amount: "1", overdraft: { limit: "500" } }, async () => ({
      result: "done",
      actual: { actual: "0.5" },
    })),
  );
  await note(credits.balance({ at: "2026-12-01T00:00:00Z" }));
  return answers;
}

describe("the same app", () => {
  let expected: Awaited<ReturnType<typeof transcribe>>;

  beforeAll(async () => {
    const opened = await openServer();
    expected = await transcribe(opened);
    await opened.close();
  });

  it("uses what there is to answer", () => {
    const reasons = expected.evaluations.flatMap(({ assignments }) => assignments.map(({ reason }) => reason));
    expect(new Set(reasons)).toEqual(
      new Set(["assigned", "not-covered", "not-in-audience", "frozen", "override", "no-identity"]),
    );
    expect(expected.verified.map((result) => (result.ok ? "ok" : result.code))).toEqual([
      "ok",
      "wrong-unit",
      "preview-quote",
      "quote-malformed",
    ]);
    const [report] = expected.reports;
    expect(report?.report.variants.every(({ visitors, conversions }) => visitors > 0 && conversions > 0)).toBe(true);
    expect(report?.report.integrity.shown.different).toBe(1);
    expect(report?.report.integrity.attributed.equal).toBeGreaterThan(0);
  });

  describe.each(ways)("$name", ({ open }) => {
    it("answers as through a server", async () => {
      const opened = await open();
      const answers = await transcribe(opened).finally(opened.close);
      for (const part of Object.keys(expected) as (keyof typeof expected)[])
        expect({ [part]: answers[part] }).toEqual({ [part]: expected[part] });
    });
  });
});
