import { internalUnitList, internalUnitResource, unitReport } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { countsOf, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant("live");
  await preparePriceTest(tenant);
});

const places = (kind: "visitor" | "account", id: string) => `/v1/internal-units/${kind}/${encodeURIComponent(id)}`;
const list = (kind: "visitor" | "account", id: string) =>
  server.call("PUT", places(kind, id), { key: tenant.secretKey, body: { reason: "one of us" } });
const takeIn = (kind: "visitor" | "account", id: string) =>
  server.call("DELETE", places(kind, id), { key: tenant.secretKey });
const assignmentOf = async (kind: "visitor" | "account", id: string) =>
  (await tenant.post("/v1/evaluate", { unit: { kind, id } })).body.assignments[0];
const track = (...events: unknown[]) => tenant.post("/v1/events", { events });
const reportOf = async (id: string) => unitReport.parse((await tenant.get(`/v1/units/visitor/${id}`)).body);
const rebuild = () => rebuildStatistics(server.database, tenant.scope);

describe("a unit that is listed as internal", () => {
  it("gets the control uncounted, and is in no result whatever it does", async () => {
    const [ours, theirs] = [idOf("price-59", "ours"), idOf("price-59", "theirs")];
    const added = await list("visitor", ours);
    expect(internalUnitResource.parse(added.body)).toMatchObject({ unit: { kind: "visitor", id: ours } });
    expect(await assignmentOf("visitor", ours)).toMatchObject({
      variant: "price-39",
      reason: "internal",
      counted: false,
    });
    expect(await assignmentOf("visitor", theirs)).toMatchObject({ variant: "price-59", counted: true });
    const high = { price: "license-59", amount: "59.00" };
    await track(exposure(ours), sale(ours), exposure(theirs, { variant: "price-59" }), sale(theirs, high));
    expect(await countsOf(tenant)).toEqual({ "price-39": [0, 0, 0], "price-59": [1, 1, 1] });
    expect((await reportOf(ours)).internal).toEqual([{ kind: "visitor", id: ours }]);
    expect((await reportOf(ours)).experiments[0]).toMatchObject({ standing: "internal", totals: null });
    expect((await rebuild()).statistics).toEqual({});
  });

  it("leaves the results when it is listed late, keeps its price, and comes back when it is taken off", async () => {
    const ours = idOf("price-59", "ours");
    expect((await assignmentOf("visitor", ours)).counted).toBe(true);
    await track(exposure(ours, { variant: "price-59" }), sale(ours, { price: "license-59", amount: "59.00" }));
    expect(await countsOf(tenant)).toMatchObject({ "price-59": [1, 1, 1] });
    await list("visitor", ours);
    expect(await countsOf(tenant)).toMatchObject({ "price-59": [0, 0, 0] });
    expect(await assignmentOf("visitor", ours)).toMatchObject({
      variant: "price-59",
      reason: "frozen",
      counted: false,
    });
    // What comes while it is listed is kept.
    await track({ ...sale(ours, { price: "license-59", amount: "59.00" }), id: "later" });
    expect((await rebuild()).statistics).toEqual({});
    expect((await takeIn("visitor", ours)).status).toBe(200);
    expect(await countsOf(tenant)).toMatchObject({ "price-59": [1, 1, 1] });
    const { report } = (await tenant.get("/v1/experiments/license-price/results")).body;
    expect(report.variants[1].observed.revenuePerVisitor).toBe(118);
    expect((await assignmentOf("visitor", ours)).counted).toBe(true);
    expect((await takeIn("visitor", ours)).status).toBe(404);
  });

  it("takes with it whoever turns out to be the same person", async () => {
    const [visitor, account] = [idOf("price-39", "visitor"), idOf("price-39", "account")];
    await list("account", account);
    await track(exposure(visitor), sale(visitor));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 1] });
    await tenant.post("/v1/identify", { visitor, account });
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [0, 0, 0] });
    expect(await assignmentOf("visitor", visitor)).toMatchObject({ counted: false });
  });

  it("is not counted as a buyer who saw nothing", async () => {
    const { body } = await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id: "ours" } });
    const { plan: _, ...price } = { plan: "", ...sale("ours") };
    await track({ ...price, quote: body.quote, occurredAt: new Date().toISOString() });
    const unseen = async () =>
      (await tenant.get("/v1/experiments/license-price/results")).body.report.integrity.soldUnseen.reduce(
        (sum: number, { units }: { units: number }) => sum + units,
        0,
      );
    expect(await unseen()).toBe(1);
    await list("visitor", "ours");
    expect(await unseen()).toBe(0);
  });

  it("is listed for one environment, once, and erased with everything else of it", async () => {
    await list("visitor", "colleague-of-ours");
    await server.call("PUT", places("visitor", "colleague-of-ours"), {
      key: tenant.secretKey,
      body: { reason: "still one of us" },
    });
    const { units } = internalUnitList.parse((await tenant.get("/v1/internal-units")).body);
    expect(units).toMatchObject([{ unit: { kind: "visitor", id: "colleague-of-ours" }, reason: "still one of us" }]);
    const test = await server.newTenant("test", tenant.scope.tenantId);
    expect((await test.get("/v1/internal-units")).body).toEqual({ units: [] });
    await track(exposure("colleague-of-ours"));
    await server.call("DELETE", "/v1/units/visitor/colleague-of-ours", { key: tenant.secretKey });
    const left = await tenant.get("/v1/internal-units");
    expect(left.body.units).toMatchObject([{ unit: { id: expect.stringMatching(/^erased_/) } }]);
    expect(JSON.stringify((await tenant.get("/v1/audit")).body)).not.toContain("colleague-of-ours");
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [0, 0, 0] });
    expect((await rebuild()).statistics).toEqual({});
  });

  it("is one of 1,000 at most, and needs a reason", async () => {
    const { tenantId, environment } = tenant.scope;
    await server.database.inScope(tenant.scope, (queries) =>
      queries.execute(sql`insert into internal_units
        select ${tenantId}, ${environment}, 'visitor', 'v' || n, 'because', now() from generate_series(1, 1000) n`),
    );
    const refused = await list("visitor", "one-more");
    expect([refused.status, refused.body.code]).toEqual([409, "too-many-internal-units"]);
    expect((await list("visitor", "v7")).status).toBe(200);
    const silent = await server.call("PUT", places("visitor", "v7"), { key: tenant.secretKey, body: { reason: "" } });
    expect(silent.body.problems).toMatchObject([{ field: "reason" }]);
  });
});
