import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationsFolder } from "../database/migrations-folder.ts";
import { quotaCounters, tenantBilling } from "../database/schema/index.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import { fillEveryTable, readEveryTable } from "../testing/fill-every-table.ts";
import { newMigratedPlace } from "../testing/migrated-place.ts";
import { preparePriceTest } from "../testing/price-test.ts";
import { joinAs, PASSWORD, type SignedUp, signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { deleteDueTenants } from "./delete-due-tenants.ts";
import { askForDeletion } from "./deletion.ts";
import { FIRST_TENANT } from "./first-tenant.ts";

const DAY = 86_400_000;
const PATH = "/v1/tenant/deletion";

let now: Date;
let server: TestServer;
let company: SignedUp;
beforeEach(async () => {
  now = new Date();
  server = await startTestServer({ clock: () => now });
  company = await signUp(server, "Leaver");
});
afterEach(() => server.drop());

const ask = (by = company, name = "Leaver") => by.owner.call("POST", PATH, { body: { name } });
const after = (days: number) => {
  now = new Date(now.getTime() + days * DAY);
};
const actions = async ({ owner }: SignedUp): Promise<string[]> =>
  (await owner.call("GET", "/v1/audit")).body.entries.map(({ action }: { action: string }) => action);

describe("asking for a deletion", () => {
  it("needs the tenant's name, and is seen by everybody who is signed in there", async () => {
    expect((await ask(company, "leaver")).body).toMatchObject({
      code: "invalid-request",
      problems: [{ field: "name" }],
    });
    const asked = await ask();
    const dueAt = new Date(now.getTime() + 7 * DAY).toISOString();
    expect(asked.body).toMatchObject({ id: company.tenantId, deletionDueAt: dueAt });
    after(1);
    expect((await ask()).body.deletionDueAt).toBe(dueAt);
    const viewer = await joinAs(server, company, "viewer");
    expect((await viewer.call("GET", "/v1/session")).body.tenants).toMatchObject([{ deletionDueAt: dueAt }]);
    expect((await viewer.call("GET", "/v1/tenant")).body.deletionDueAt).toBe(dueAt);
    expect((await actions(company)).filter((action) => action === "tenant.ask-for-deletion")).toHaveLength(1);
  });

  it("is for owners, and of their own tenant", async () => {
    const admin = await joinAs(server, company, "admin");
    const other = await signUp(server, "Other");
    expect((await admin.call("POST", PATH, { body: { name: "Leaver" } })).body.code).toBe("missing-role");
    expect((await ask(other)).body.code).toBe("invalid-request");
    const named = { body: { name: "Leaver" }, headers: { "pricewright-tenant": company.tenantId } };
    expect((await other.owner.call("POST", PATH, named)).body.code).toBe("no-membership");
    expect((await company.owner.call("GET", "/v1/tenant")).body.deletionDueAt).toBeNull();
  });

  it("is taken back by an owner, and then nothing happens", async () => {
    await ask();
    after(6);
    expect((await company.owner.call("DELETE", PATH)).body.deletionDueAt).toBeNull();
    await company.owner.call("DELETE", PATH);
    after(2);
    await runJobs(server.services);
    expect((await company.owner.call("GET", "/v1/tenant")).body.name).toBe("Leaver");
    expect((await actions(company)).filter((action) => action === "tenant.take-deletion-back")).toHaveLength(1);
  });

  it("is refused while a plan is paid for, and no plan is bought once it was asked for", async () => {
    const subscribed = { subscription: "sub_1", status: "active" } as const;
    const scope = { tenantId: company.tenantId, environment: "live" } as const;
    await server.database.inScope(scope, (queries) => queries.update(tenantBilling).set(subscribed));
    expect((await ask()).body.code).toBe("wrong-status");
    await server.database.inScope(scope, (queries) => queries.update(tenantBilling).set({ status: "canceled" }));
    expect((await ask()).status).toBe(200);
  });

  it("is refused for the tenant that a server started with", async () => {
    const input = { tenantId: FIRST_TENANT.tenantId, actor: "person/1", now };
    expect(() => askForDeletion(server.database, input, "My company")).toThrow(/Stop the server/);
  });
});

describe("a deletion", () => {
  it("takes everything of the tenant, once its time has come, and nothing of others", async () => {
    const other = await signUp(server, "Stayer");
    const viewer = await joinAs(server, company, "viewer");
    const link = await company.owner.call("POST", "/v1/invitations", {
      body: { email: "both@x.example", role: "viewer" },
    });
    expect(link.status).toBe(201);
    const post = (path: string, body: unknown) => server.call("POST", path, { key: company.secretKey, body });
    await preparePriceTest({ post } as never);
    const evaluated = await server.call("POST", "/v1/evaluate", { key: company.publishableKey, body: {} });
    expect(evaluated.status).toBe(200);
    await ask();
    after(6.99);
    await runJobs(server.services);
    expect((await company.owner.call("GET", "/v1/tenant")).status).toBe(200);
    const before = await rowsOf(other.tenantId);

    after(0.02);
    await runJobs(server.services);
    expect((await server.call("GET", "/v1/experiments", { key: company.secretKey })).status).toBe(401);
    // Nobody is signed in: what this machine's own pages are answered is of the first tenant.
    for (const who of [company.owner, viewer])
      expect((await who.call("GET", "/v1/session")).body).toMatchObject({ person: null, tenants: [] });
    await expect(server.services.secretsOf(company.tenantId)).rejects.toThrow(/not stored/);
    const left = await rowsOf(company.tenantId);
    expect(left).toEqual([expect.objectContaining({ name: "", root: "", deletion_asked_by: null })]);
    expect(await rowsOf(other.tenantId)).toEqual(before);
    expect((await other.owner.call("GET", "/v1/tenant")).body.name).toBe("Stayer");

    after(1);
    await runJobs(server.services);
    expect(await rowsOf(company.tenantId)).toEqual([]);
  });

  it("takes again what somebody wrote who had been let in before", async () => {
    await ask();
    after(7);
    await deleteDueTenants(server.services);
    const scope = { tenantId: company.tenantId, environment: "live" } as const;
    await server.database.inScope(scope, (queries) =>
      queries.insert(quotaCounters).values({ ...scope, month: "2026-01", uses: 1 }),
    );
    after(0.03);
    await deleteDueTenants(server.services);
    expect(await rowsOf(company.tenantId)).toHaveLength(1);
  });

  it("leaves people who belong to another tenant too", async () => {
    const other = await signUp(server, "Second");
    const email = "both@company.example";
    const both = await joinAs(server, company, "admin", email);
    const invited = await other.owner.call("POST", "/v1/invitations", { body: { email, role: "viewer" } });
    const token = new URL(invited.body.link).searchParams.get("token");
    expect((await both.call("POST", "/v1/invitations/accept", { body: { token } })).status).toBe(200);
    await ask();
    after(7);
    await runJobs(server.services);
    await both.signIn(email);
    expect((await both.call("GET", "/v1/session")).body.tenants).toMatchObject([{ name: "Second" }]);
    const again = { name: "Again", owner: { name: "Owner", email, password: PASSWORD } };
    expect((await both.call("POST", "/v1/tenants", { body: again })).body.code).toBe("already-exists");
  });
});

describe("the function that deletes a tenant", () => {
  it("reaches every table that has rows of tenants, and one tenant alone", async () => {
    const place = await newMigratedPlace();
    try {
      await (await place.open(migrationsFolder())).close();
      await place.administer(fillEveryTable);
      const before = await place.administer(readEveryTable);
      await place.administer(async (run) => {
        await run("begin");
        await run("select set_config('role', 'pw_app', true), set_config('app.tenant_id', 'tenant-1', true)");
        await run("select delete_tenant('2026-06-01')");
        await run("commit");
      });
      const left = await place.administer(readEveryTable);
      for (const [table, stored] of Object.entries(before))
        expect(left[table], table).toEqual(stored.filter((row) => row.tenant_id !== "tenant-1"));
    } finally {
      await place.drop();
    }
  });
});

/** Every row of a tenant that there is in any table, of either environment. */
async function rowsOf(tenantId: string): Promise<unknown[]> {
  const dumps = await Promise.all(
    (["test", "live"] as const).map((environment) => dumpRows(server.database, { tenantId, environment })),
  );
  const found = dumps.flatMap((dump) => Object.values(dump).flat());
  return [...new Set(found)].map((row) => JSON.parse(row));
}
