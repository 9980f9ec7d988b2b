import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows, type Scope } from "../database/database.ts";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { tableNames } from "../testing/dump-rows.ts";
import { catalog, exposure, preparePriceTest, republish, sale } from "../testing/price-test.ts";
import { joinAs, type SignedUp, signUp, type Visitor } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { MOVING_TABLES, STAYS } from "./move-format.ts";

/** Two servers with databases of their own. */
let [here, there]: TestServer[] = [];
let company: SignedUp;
let visitors: { readonly id: string; readonly price: string }[];

beforeAll(async () => {
  [here, there] = await Promise.all([startTestServer(), startTestServer()]);
  company = await signUp(server("here"), "Mover");
  visitors = await fill();
});
afterAll(() => Promise.all([here?.drop(), there?.drop()]));

function server(which: "here" | "there"): TestServer {
  return (which === "here" ? here : there) as TestServer;
}

function calls(on: TestServer, key: string) {
  return {
    get: (path: string) => on.call("GET", path, { key }),
    post: (path: string, body: unknown) => on.call("POST", path, { key, body }),
  };
}

async function evaluate(on: TestServer, key: string, id?: string) {
  const body = id === undefined ? {} : { unit: { kind: "visitor", id } };
  return (await on.call("POST", "/v1/evaluate", { key, body })).body;
}

const priceOf = (answer: { pricing: { plans: { prices: { id: string }[] }[] } }) =>
  answer.pricing.plans[0]?.prices[0]?.id as string;

async function fill() {
  const on = server("here");
  const tenant = { ...calls(on, company.secretKey), scope: {}, ...company } as never;
  await preparePriceTest(tenant, { segments: [{ attribute: "country", values: ["DE"] }] });
  const { post } = calls(on, company.secretKey);
  const seen: { id: string; price: string }[] = [];
  for (let index = 0; index < 12; index++) {
    const answer = await evaluate(on, company.publishableKey);
    seen.push({ id: answer.unit.id, price: priceOf(answer) });
  }
  const events = Array.from({ length: 40 }, (_, index) => [
    exposure(`v_${index}`, { variant: index % 2 ? "price-39" : "price-59" }),
    ...(index % 4 === 0 ? [sale(`v_${index}`, { price: "license-59", amount: "59.00" })] : []),
    ...(index % 4 === 1 ? [sale(`v_${index}`)] : []),
  ]).flat();
  const cost = { type: "cost", id: "cost-1", unit: { kind: "visitor", id: "v_1" }, occurredAt: "2026-03-03T13:00:00Z" };
  const answer = await post("/v1/events", {
    events: [...events, { ...cost, cost: "0.123456789012", currency: "USD" }],
  });
  if (answer.body.results.some(({ status }: { status: string }) => status !== "accepted"))
    throw new Error(JSON.stringify(answer.body));
  await post("/v1/identify", { visitor: "v_2", account: "a_1" });
  await post("/v1/experiments/license-price/exclusions", {
    from: "2026-03-01T00:00:00Z",
    to: "2026-03-01T01:00:00Z",
    reason: "robots",
  });
  await fillCredits();
  return seen;
}

const CREDITS = "/v1/accounts/a_1/credits";

/** Grants of every kind, an open hold, a settled one, a charge of usage, a refund, and an account in debt. */
async function fillCredits() {
  const { post } = calls(server("here"), company.secretKey);
  const end = "2030-01-01T00:00:00Z";
  const costTable = { id: "costs", version: "1" };
  const done = [
    await republish(server("here"), company, {
      ...catalog,
      creditValue: "0.01",
      markup: [{ match: {}, percent: "50" }],
    }),
    await post("/v1/cost-tables", {
      ...costTable,
      currency: "USD",
      effectiveFrom: "2026-01-01",
      meters: [{ meter: "images", unitCost: "0.04" }],
    }),
    await post(`${CREDITS}/grants`, { id: "bought", amount: "100", costBasis: "0.008", purchase: "order-1" }),
    await post(`${CREDITS}/grants`, { id: "gift", amount: "9.5", kind: "promotional", expiresAt: end, priority: 1 }),
    await post(`${CREDITS}/grants`, { id: "later", amount: "7", effectiveAt: "2029-01-01T00:00:00Z" }),
    await post(`${CREDITS}/grants`, {
      id: "monthly",
      amount: "20",
      meters: ["images"],
      expiresAt: "2028-01-01T00:00:00Z",
      rollover: { maximum: "5", ends: ["2028-02-01T00:00:00Z"] },
    }),
    await post(`${CREDITS}/holds`, { id: "open", amount: "30.25", expiresAt: end }),
    await post(`${CREDITS}/holds`, { id: "settled", amount: "10", expiresAt: end }),
    await post(`${CREDITS}/holds/settled/settle`, { actual: "4" }),
    await post(`${CREDITS}/charges`, {
      id: "use",
      usage: { type: "quantity", meter: "images", quantity: "2" },
      costTable,
    }),
    await post(`${CREDITS}/charges`, { id: "plain", amount: "3" }),
    await post(`${CREDITS}/refunds`, { id: "back", charge: "plain", amount: "1" }),
    await post("/v1/accounts/a_debt/credits/charges", { id: "owed", amount: "12", overdraft: { limit: "50" } }),
  ];
  for (const { status, body } of done) if (status >= 300) throw new Error(JSON.stringify(body));
}

/** What accounts have at a moment, as the API tells it. */
async function balances(on: TestServer, key: string) {
  const found = [];
  for (const account of ["a_1", "a_debt"])
    for (const query of ["", "&meter=images"])
      for (const at of ["2027-06-01T00:00:00Z", "2028-01-15T00:00:00Z", "2031-01-01T00:00:00Z"])
        found.push((await calls(on, key).get(`/v1/accounts/${account}/credits?at=${at}${query}`)).body);
  return found;
}

async function exported(from: Visitor): Promise<string> {
  const answer = await from.call("GET", "/v1/export");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  return typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
}

function taken(by: Visitor, file: string) {
  return by.call("POST", "/v1/import", { body: file, headers: { "content-type": "application/x-ndjson" } });
}

async function stored(on: TestServer, { tenantId }: SignedUp) {
  const scope: Scope = { tenantId, environment: "test" };
  return on.database.inScope(scope, async (queries) => {
    const all: Record<string, string[]> = {};
    for (const { name } of MOVING_TABLES) {
      // An account that is taken in is another one to whoever remembers its version.
      const own = name === "accounts" ? sql`array['tenant_id', 'version']` : sql`array['tenant_id']`;
      const found = await rows<{ row: string }>(
        queries,
        sql`select (to_jsonb(stored) - ${own})::text as row from ${sql.identifier(name)} stored order by 1`,
      );
      all[name] = found.map(({ row }) => row);
    }
    return all;
  });
}

describe("moving to another server", () => {
  let moved: SignedUp;

  it("takes everything with it: prices, experiments, units, totals and results", async () => {
    moved = await signUp(server("there"), "Mover");
    const file = await exported(company.owner);
    const answer = await taken(moved.owner, file);
    expect(answer.body).toMatchObject({
      rows: file.trim().split("\n").length - 2,
      parts: { experiments: 1, units: 40 },
    });
    expect(answer.status).toBe(201);
    const [before, after] = [await stored(server("here"), company), await stored(server("there"), moved)];
    for (const { name } of MOVING_TABLES) expect(after[name], name).toEqual(before[name]);
    const results = "/v1/experiments/license-price/results";
    const [was, is] = [
      await calls(server("here"), company.secretKey).get(results),
      await calls(server("there"), moved.secretKey).get(results),
    ];
    expect(was.status).toBe(200);
    const now = expect.any(String);
    expect(is.body).toEqual({ ...was.body, report: { ...was.body.report, asOf: now } });
  });

  it("keeps the price of everybody who was shown one, also for browsers that bring an id of the old server", async () => {
    expect(new Set(visitors.map(({ price }) => price)).size).toBe(2);
    for (const { id, price } of visitors) {
      const answer = await evaluate(server("there"), moved.publishableKey, id);
      expect(answer.unit.id).toBe(id);
      expect(priceOf(answer)).toBe(price);
    }
  });

  it("lets browsers name no other id that the new server did not make", async () => {
    for (const id of ["v_AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAA", "v_1", "a_1"])
      expect((await evaluate(server("there"), moved.publishableKey, id)).code, id).toBe("unknown-visitor");
  });

  it("knows events that are reported again for duplicates, and counts new ones", async () => {
    const { post } = calls(server("there"), moved.secretKey);
    const before = await stored(server("there"), moved);
    const again = await post("/v1/events", { events: [exposure("v_1"), sale("v_1")] });
    expect(again.body.results.map(({ status }: { status: string }) => status)).toEqual(["duplicate", "duplicate"]);
    expect(await stored(server("there"), moved)).toEqual(before);
    const reused = await post("/v1/events", { events: [sale("v_1", { amount: "1.00" })] });
    expect(reused.body.results).toMatchObject([{ status: "rejected", problems: [{ code: "event-id-reused" }] }]);
    const fresh = await post("/v1/events", { events: [exposure("v_new"), sale("v_new")] });
    expect(fresh.body.results.map(({ status }: { status: string }) => status)).toEqual(["accepted", "accepted"]);
  });

  it("leaves statistics that a rebuild from the moved events finds right", async () => {
    const report = await rebuildStatistics(server("there").database, { tenantId: moved.tenantId, environment: "test" });
    expect(report).toMatchObject({ outcomes: 0, units: 0, statistics: {} });
    expect(report.ids).toBeGreaterThan(40);
  });

  it("goes back the same way, with what came in between", async () => {
    const back = await signUp(server("here"), "Back");
    expect((await taken(back.owner, await exported(moved.owner))).status).toBe(201);
    expect(await stored(server("here"), back)).toEqual(await stored(server("there"), moved));
    for (const { id, price } of visitors)
      expect(priceOf(await evaluate(server("here"), back.publishableKey, id))).toBe(price);
  });

  it("leaves every account's credits as they were, now and later", async () => {
    const before = await balances(server("here"), company.secretKey);
    expect(before[0]).toMatchObject({ scheduled: "7", held: "30.25", debt: "0" });
    expect(before[6]).toMatchObject({ available: "0", consumed: "12", debt: "12" });
    expect(await balances(server("there"), moved.secretKey)).toEqual(before);
    const ledger = `${CREDITS}/ledger`;
    const [was, is] = [
      await calls(server("here"), company.secretKey).get(ledger),
      await calls(server("there"), moved.secretKey).get(ledger),
    ];
    expect(was.body.entries.length).toBeGreaterThan(10);
    expect(is.body).toEqual(was.body);
  });

  it("goes on with credits where they were: holds are settled, repetitions answered, debts paid, usage refunded", async () => {
    const back = await signUp(server("here"), "Spender");
    expect((await taken(back.owner, await exported(company.owner))).status).toBe(201);
    const { get, post } = calls(server("here"), back.secretKey);
    const margin = `/v1/margin?from=2026-01-01T00:00:00Z&to=${new Date(Date.now() + 60_000).toISOString()}`;
    const margins = (await get(margin)).body;
    // What was charged for cost 0.08; the rest is the event that reports a cost.
    expect(margins.total.cost).toBe("0.203456789012");
    expect(margins).toEqual((await calls(server("here"), company.secretKey).get(margin)).body);
    const available = async () => (await get(CREDITS)).body.available;
    const before = await available();
    expect((await post(`${CREDITS}/charges`, { id: "plain", amount: "3" })).status).toBe(200);
    expect((await post(`${CREDITS}/grants`, { id: "gift", amount: "999" })).body.code).toBe("id-reused");
    expect(await available()).toBe(before);
    expect((await post(`${CREDITS}/holds/open/settle`, { actual: "0.25" })).status).toBe(200);
    expect(Number(await available())).toBe(Number(before) + 30);
    expect((await post(`${CREDITS}/refunds`, { id: "all", charge: "use" })).body).toMatchObject({ amount: "12" });
    await post("/v1/accounts/a_debt/credits/grants", { id: "pays", amount: "20" });
    expect((await get("/v1/accounts/a_debt/credits")).body).toMatchObject({ available: "8", debt: "0" });
  });

  it("is in the audit log of the new place", async () => {
    const { body } = await moved.owner.call("GET", "/v1/audit");
    expect(body.entries[0]).toMatchObject({ action: "environment.import", detail: { parts: { experiments: 1 } } });
  });
});

describe("an import", () => {
  let fresh: SignedUp;
  let file: string;
  beforeAll(async () => {
    fresh = await signUp(server("there"), "Fresh");
    file = await exported(company.owner);
  });

  it("is refused where something is, and changes nothing then", async () => {
    const before = await stored(server("here"), company);
    expect((await taken(company.owner, file)).body.code).toBe("not-empty");
    expect(await stored(server("here"), company)).toEqual(before);
  });

  it("is all or nothing", async () => {
    const lines = file.trim().split("\n");
    const variant = (changed: readonly string[]) => `${changed.join("\n")}\n`;
    const unit = lines.findIndex((line) => line.startsWith('{"part":"units"'));
    const broken = [
      ["empty", ""],
      ["of something else", '{"hello":"world"}\n'],
      ["of another version", file.replace('"version":1', '"version":99')],
      ["of the other environment", file.replace('"environment":"test"', '"environment":"live"')],
      ["cut off", variant(lines.slice(0, -5))],
      ["with a row less", variant(lines.filter((_, index) => index !== unit))],
      ["with a row twice", variant([...lines.slice(0, unit), lines[unit] as string, ...lines.slice(unit)])],
      ["with another table", file.replace('"part":"units"', '"part":"api_keys"')],
      ["with a number that is none", file.replace(/"revenue": \d+/, '"revenue": "much"')],
      ["with something after the end", `${file}{"part":"units","row":{}}\n`],
      ["with an experiment that core refuses", file.replace('"control": "price-39"', '"control": "gone"')],
      ["with credits that nobody gave", file.replace('"available": "', '"available": "1')],
      ["with a grant that no entry made", file.replace('"id": "bought"', '"id": "made-up"')],
      ["with a ledger of another amount", file.replace('"amount": 9500000', '"amount": 9500001')],
      ["with credits of nobody", file.replace('"account": "a_debt"', '"account": "a_nobody"')],
      ["with a cost table that was changed", file.replace('"unitCost": "0.04"', '"unitCost": "0.01"')],
      ["with an account on another price list", file.replace('"catalog_version": 2', '"catalog_version": 9')],
      ["with a price list that core refuses", file.replace('"amount": "39.00"', '"amount": "a lot"')],
      [
        "with a price list that is gone",
        variant(
          lines
            .filter((line) => !line.startsWith('{"part":"catalogs"'))
            .map((line) => line.replace(/"rows":(\d+)/, (_, count) => `"rows":${count - 1}`)),
        ),
      ],
    ] as const;
    for (const [what, text] of broken) {
      expect(text, what).not.toBe(file);
      const answer = await taken(fresh.owner, text);
      expect([what, answer.status, answer.body.code]).toEqual([what, 400, "import-refused"]);
    }
    expect(Object.values(await stored(server("there"), fresh)).flat()).toEqual([]);
  });

  it("is the importer's, whatever tenant and environment its rows name", async () => {
    const victim = await signUp(server("there"), "Victim");
    const named = file.replace(
      '{"part":"units","row":{',
      `{"part":"units","row":{"tenant_id":"${victim.tenantId}","environment":"live",`,
    );
    expect((await taken(fresh.owner, named)).status).toBe(201);
    expect(Object.values(await stored(server("there"), victim)).flat()).toEqual([]);
    expect(await stored(server("there"), fresh)).toEqual(await stored(server("here"), company));
  });

  it("and an export are for owners", async () => {
    for (const role of ["viewer", "analyst", "admin"] as const) {
      const visitor = await joinAs(server("here"), company, role);
      expect((await visitor.call("GET", "/v1/export")).body.code).toBe("missing-role");
      expect((await taken(visitor, file)).body.code).toBe("missing-role");
    }
    expect((await server("here").call("GET", "http://localhost/v1/export")).body.code).toBe("missing-role");
  });
});

describe("the format", () => {
  it("says of every table whether it moves, and of those that stay why", async () => {
    const names = [...MOVING_TABLES.map(({ name }) => name), ...Object.keys(STAYS)];
    expect(names.sort()).toEqual((await tableNames(server("here").database)).sort());
  });
});
