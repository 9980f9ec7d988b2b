import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runJobs } from "../jobs/run-jobs.ts";
import { newLicenseKeys } from "../licenses/license-keys.ts";
import { verifyLicense } from "../licenses/verify-license.ts";
import { newSignUpLink } from "../people/sign-up-links.ts";
import { preparePriceTest } from "../testing/price-test.ts";
import { openBrowser, PASSWORD, signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import type { Provisioner } from "./provisioner.ts";

const request = { name: "Shop", owner: { name: "Olga", email: "olga@shop.example", password: PASSWORD } };
const DAY = 86_400_000;

let server: TestServer | null = null;
let now: Date;
beforeEach(() => {
  now = new Date();
});
afterEach(async () => {
  await server?.drop();
  server = null;
});

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  server = await startTestServer({ clock: () => now, ...options });
  return server;
}

const create = (on: TestServer, changed: object = {}) =>
  openBrowser(on).call("POST", "/v1/tenants", { body: { ...request, ...changed } });

describe("sign-up", () => {
  it("makes a tenant that can test prices at once, on a trial of 14 days", async () => {
    const on = await start();
    const { status, body } = await create(on);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: "Shop",
      plan: "pro",
      provisioning: { state: "ready", attempts: 1, error: null },
    });
    expect(Date.parse(body.trialEndsAt) - now.getTime()).toBe(14 * DAY);
    expect(body.keys.secretKey).toMatch(/^pw_sk_test_/);
    const post = (path: string, sent: unknown) => on.call("POST", path, { key: body.keys.secretKey, body: sent });
    await preparePriceTest({ post } as never);
    const shown = await on.call("POST", "/v1/evaluate", { key: body.keys.publishableKey, body: {} });
    expect(shown.body.pricing.plans).toHaveLength(1);
  });

  it("makes nothing of a request that fails", async () => {
    const on = await start();
    expect((await create(on)).status).toBe(201);
    const scopes = await on.database.scopes();
    expect((await create(on)).body.code).toBe("already-exists");
    expect((await create(on, { owner: { ...request.owner, email: "no address" } })).body.code).toBe("invalid-request");
    expect(await on.database.scopes()).toEqual(scopes);
  });

  it("is for who has a link, where it is by invitation, and each link is for one", async () => {
    const on = await start({ signUp: "invited" });
    expect((await create(on)).body.code).toBe("link-not-valid");
    const token = await newSignUpLink(on.database, "tenant", now);
    expect((await create(on, { token: await newSignUpLink(on.database, "first-owner", now) })).body.code).toBe(
      "link-not-valid",
    );
    const owners = ["a", "b"].map((name) => ({ ...request.owner, email: `${name}@shop.example` }));
    const both = await Promise.all(owners.map((owner) => create(on, { token, owner })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    const late = await newSignUpLink(on.database, "tenant", new Date(now.getTime() - 8 * DAY));
    expect((await create(on, { token: late })).body.code).toBe("link-not-valid");
  });

  it("is for nobody where it is closed", async () => {
    const on = await start({ signUp: "closed" });
    const token = await newSignUpLink(on.database, "tenant", now);
    expect((await create(on, { token })).body.code).toBe("sign-up-closed");
  });

  it("ends the trial in time, once, and leaves the free plan", async () => {
    const on = await start();
    const { owner } = await signUp(on);
    const plan = async () => (await owner.call("GET", "/v1/tenant")).body.plan;
    await runJobs(on.services);
    expect(await plan()).toBe("pro");
    now = new Date(now.getTime() + 14 * DAY);
    await runJobs(on.services);
    await runJobs(on.services);
    expect(await plan()).toBe("free");
    const { body } = await owner.call("GET", "/v1/audit");
    expect(body.entries.filter(({ action }: { action: string }) => action === "billing.trial-ended")).toHaveLength(1);
  });
});

describe("provisioning", () => {
  /** Fails as often as it is told to. */
  function failing(times: number): Provisioner & { readonly asked: string[] } {
    const asked: string[] = [];
    return {
      asked,
      provision: async ({ tenantId }) => {
        asked.push(tenantId);
        if (asked.length <= times) throw new Error("no machine is free: password=hunter2");
        return { license: "signed" };
      },
    };
  }

  it("that fails is seen, tried again with growing pauses, and then ready", async () => {
    const provisioner = failing(3);
    const on = await start({ provisioner });
    const { owner } = await signUp(on);
    const state = async () => (await owner.call("GET", "/v1/tenant")).body.provisioning;
    expect(await state()).toEqual({ state: "failed", attempts: 1, error: "The place for it could not be made." });
    for (const [seconds, attempts] of [
      [29, 1],
      [1, 2],
      [59, 2],
      [1, 3],
      [119, 3],
      [1, 4],
    ] as const) {
      now = new Date(now.getTime() + seconds * 1000);
      await runJobs(on.services);
      expect((await state()).attempts).toBe(attempts);
    }
    expect(await state()).toEqual({ state: "ready", attempts: 4, error: null });
    now = new Date(now.getTime() + DAY);
    await runJobs(on.services);
    expect(provisioner.asked).toHaveLength(4);
  });

  it("is tried once, however many servers look", async () => {
    const provisioner = failing(1);
    const on = await start({ provisioner });
    await signUp(on);
    now = new Date(now.getTime() + 30_000);
    await Promise.all([runJobs(on.services), runJobs(on.services), runJobs(on.services)]);
    expect(provisioner.asked).toHaveLength(2);
  });

  it("that a crash cut off is taken up again", async () => {
    let hangs = true;
    const provisioner: Provisioner = {
      provision: () => (hangs ? new Promise(() => {}) : Promise.resolve({ license: null })),
    };
    const on = await start({ provisioner });
    const owner = openBrowser(on);
    void owner.call("POST", "/v1/tenants", { body: request });
    const state = async () => {
      await owner.signIn(request.owner.email);
      return (await owner.call("GET", "/v1/tenant")).body.provisioning?.state;
    };
    await expect.poll(state, { timeout: 10_000 }).toBe("provisioning");
    hangs = false;
    now = new Date(now.getTime() + 4 * 60_000);
    await runJobs(on.services);
    expect(await state()).toBe("provisioning");
    now = new Date(now.getTime() + 60_000);
    await runJobs(on.services);
    expect(await state()).toBe("ready");
  });

  it("signs the tenant's licence for the time of the trial", async () => {
    const { privateKey, publicKey } = newLicenseKeys();
    let license: string | null = null;
    const on = await start({ licensePrivateKey: privateKey });
    const { provisioner } = on.services;
    ({ license } = await provisioner.provision({
      tenantId: "t_1",
      name: "Shop",
      plan: "pro",
      until: new Date(now.getTime() + 14 * DAY),
    }));
    const verified = await verifyLicense(license as never, publicKey, now);
    expect(verified).toMatchObject({
      state: "valid",
      license: { customer: "t_1", plan: "pro", quotas: [{ meter: "uses", limit: "100000", per: "month" }] },
    });
  });
});
