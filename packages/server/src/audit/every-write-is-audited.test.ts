import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { catalog, experiment } from "../testing/price-test.ts";
import { joinAs, openBrowser, PASSWORD, type SignedUp, signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

/** Routes that write nothing into the audit log, each with why. */
const UNAUDITED: Readonly<Record<string, string>> = {
  "post /v1/account-tokens": "gives a token, and changes nothing",
  "delete /v1/providers/{provider}": "audited; tried in providers.test.ts, as it needs a provider",
  "delete /v1/webhook-endpoints/{id}": "audited; tried in webhooks.test.ts, as it needs a receiver",
  "post /v1/accounts/{id}/credits/charges": "the ledger is the record",
  "post /v1/accounts/{id}/credits/grants": "audited; a program's doing, tried in credits.test.ts",
  "post /v1/accounts/{id}/credits/grants/{grant}/expire": "audited; a program's doing, tried in credits.test.ts",
  "post /v1/accounts/{id}/credits/grants/{grant}/void": "audited; a program's doing, tried in credits.test.ts",
  "post /v1/accounts/{id}/credits/holds": "the ledger is the record",
  "post /v1/accounts/{id}/credits/holds/{hold}/release": "the ledger is the record",
  "post /v1/accounts/{id}/credits/holds/{hold}/settle": "the ledger is the record",
  "post /v1/accounts/{id}/credits/refunds": "audited; a program's doing, tried in credits.test.ts",
  "post /v1/billing/checkout": "leads to the provider, and changes nothing; what is bought there is audited",
  "post /v1/billing/portal": "leads to the provider, and changes nothing",
  "post /v1/billing/webhooks/{provider}": "audited; tried in billing.test.ts, as it needs a provider",
  "post /v1/connected-account/links": "audited; tried in connected-accounts.test.ts, as it needs a provider",
  "post /v1/connected-account/webhooks": "audited; tried in connected-accounts.test.ts, as it needs a provider",
  "post /v1/providers/{provider}/rotate": "audited; tried in providers.test.ts, as it needs a provider",
  "post /v1/providers/{provider}/test": "it changes nothing",
  "post /v1/webhook-endpoints": "audited; tried in webhooks.test.ts, as it needs a receiver",
  "post /v1/webhook-endpoints/{id}/deliveries/{delivery}/redeliver": "audited; tried in webhooks.test.ts",
  "post /v1/webhook-endpoints/{id}/test": "sends a message, and changes nothing",
  "post /v1/webhooks/{provider}/{tenant}": "what is told is stored; outcomes are their own record",
  "put /v1/providers/{provider}": "audited; tried in providers.test.ts, as it needs a provider",
  "post /v1/checkouts": "a buyer's doing; it is stored as a checkout",
  "post /v1/evaluate": "a visitor's doing; what was shown is stored with the unit",
  "post /v1/events": "events are their own record",
  "post /v1/experiments/{key}/plan": "it changes nothing",
  "post /v1/experiments/{key}/previews": "gives a token, and changes nothing",
  "post /v1/first-owner": "audited as member.join; tried in the tests of people, as it works once on a server",
  "post /v1/identify": "a visitor's doing; it is stored as an identity",
  "post /v1/quotes/verify": "it changes nothing",
};

let server: TestServer;
let company: SignedUp;
let member: string;

beforeAll(async () => {
  server = await startTestServer();
  company = await signUp(server);
  const viewer = await joinAs(server, company, "viewer");
  member = (await viewer.call("GET", "/v1/session")).body.person.id;
});
afterAll(() => server.drop());

type Step = readonly [route: string, body?: unknown, path?: string];

/** One success of each writing route, in an order in which all of them can be done. */
async function* steps(): AsyncGenerator<Step> {
  const at = "/v1/experiments/license-price";
  yield ["post /v1/catalog", catalog];
  yield ["post /v1/experiments", { ...experiment, startedAt: undefined, draft: true }];
  yield ["patch /v1/experiments/{key}", { name: "Price of a licence" }, at];
  for (const [action, body] of [
    ["start", {}],
    ["reweight", { coverage: 0.5, reason: "because" }],
    ["exclusions", { label: "robots", reason: "because" }],
    ["pause", {}],
    ["conclude", { winner: "price-39", reason: "because" }],
    ["archive", {}],
  ] as const)
    yield [`post /v1/experiments/{key}/${action}`, body, `${at}/${action}`];
  yield ["post /v1/experiments/{key}/clone", { key: "again" }, `${at}/clone`];
  yield ["post /v1/catalog/withdrawals", { price: "license-59", honour: "issued", reason: "because" }];
  yield [
    "post /v1/cost-tables",
    {
      id: "costs",
      version: "1",
      currency: "USD",
      effectiveFrom: "2026-01-01",
      meters: [{ meter: "images", unitCost: "0.01" }],
    },
  ];
  await server.call("POST", "/v1/accounts/acme/credits/grants", {
    key: company.secretKey,
    body: { id: "g", amount: "1" },
  });
  yield ["put /v1/accounts/{id}", { plan: "license", reason: "because" }, "/v1/accounts/acme"];
  yield ["post /v1/keys", { kind: "secret", name: "other" }];
  const { keys } = (await company.owner.call("GET", "/v1/keys")).body;
  const id = keys.find(({ name }: { name: string }) => name === "other").id;
  yield ["post /v1/keys/{id}/rotate", {}, `/v1/keys/${id}/rotate`];
  yield ["post /v1/keys/{id}/revoke", {}, `/v1/keys/${id}/revoke`];
  yield ["post /v1/invitations", { email: "a@company.example", role: "viewer" }];
  const { invitations } = (await company.owner.call("GET", "/v1/invitations")).body;
  yield ["delete /v1/invitations/{id}", undefined, `/v1/invitations/${invitations[0].id}`];
  yield ["patch /v1/members/{id}", { role: "admin" }, `/v1/members/${member}`];
  yield ["post /v1/members/{id}/revoke-sessions", {}, `/v1/members/${member}/revoke-sessions`];
  yield ["delete /v1/members/{id}", undefined, `/v1/members/${member}`];
  await server.call("POST", "/v1/events", {
    key: company.secretKey,
    body: {
      events: [
        {
          type: "conversion",
          id: "e",
          unit: { kind: "visitor", id: "v_1" },
          occurredAt: new Date().toISOString(),
          price: "license-39",
          amount: "39.00",
          currency: "USD",
        },
      ],
    },
  });
  yield ["delete /v1/units/{kind}/{id}", undefined, "/v1/units/visitor/v_1"];
  const colleague = "/v1/internal-units/visitor/v_us";
  yield ["put /v1/internal-units/{kind}/{id}", { reason: "because" }, colleague];
  yield ["delete /v1/internal-units/{kind}/{id}", undefined, colleague];
  yield ["post /v1/environment/empty", { reason: "because" }];
  yield ["post /v1/tenant/deletion", { name: "Company" }];
  yield ["delete /v1/tenant/deletion"];
}

async function entries(tenantId: string): Promise<string[]> {
  const found = await server.database.inScope({ tenantId, environment: "test" }, (queries) =>
    rows<{ line: string }>(
      queries,
      sql`select action || ' ' || target || ' ' || actor as line from audit_log order by id`,
    ),
  );
  return found.map(({ line }) => line);
}

describe("the audit log", () => {
  it("has an entry for every change that a route makes, by the person who made it", async () => {
    const done = new Set<string>();
    const { person } = (await company.owner.call("GET", "/v1/session")).body;
    for await (const [route, body, path] of steps()) {
      const [method = "", pattern = ""] = route.split(" ");
      const before = await entries(company.tenantId);
      const etag = path?.startsWith("/v1/experiments/")
        ? (await company.owner.call("GET", path.split("/").slice(0, 4).join("/"))).headers.get("etag")
        : null;
      const answer = await company.owner.call(method.toUpperCase(), path ?? pattern, {
        ...(body === undefined ? {} : { body }),
        headers: etag === null ? {} : { "if-match": etag },
      });
      expect([route, answer.status, JSON.stringify(answer.body).slice(0, answer.status < 300 ? 0 : 300)]).toEqual([
        route,
        answer.status < 300 ? answer.status : "2xx",
        "",
      ]);
      const after = (await entries(company.tenantId)).slice(before.length);
      expect([route, after.length]).toEqual([route, 1]);
      expect(after[0], route).toMatch(new RegExp(` person/${person.id}$`));
      done.add(route);
    }
    const other = await signUp(server, "Other");
    expect(await entries(other.tenantId)).toHaveLength(1);
    done.add("post /v1/tenants");
    await joinAs(server, other, "viewer");
    expect(await entries(other.tenantId)).toHaveLength(3);
    done.add("post /v1/invitations/accept");
    const file = (await company.owner.call("GET", "/v1/export")).body;
    const taken = await other.owner.call("POST", "/v1/import", {
      body: file,
      headers: { "content-type": "application/x-ndjson" },
    });
    expect(taken.status).toBe(201);
    expect(await entries(other.tenantId)).toHaveLength(4);
    done.add("post /v1/import");

    const { body } = await server.call("GET", "/openapi.json");
    const writing = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).flatMap((method) => (method === "get" ? [] : `${method} ${path}`)),
    );
    expect([...done, ...Object.keys(UNAUDITED)].sort()).toEqual(writing.sort());
  });

  it("tells each of them in a sentence, with the names of people and keys", async () => {
    const { entries: told } = (await company.owner.call("GET", "/v1/audit?limit=100")).body;
    expect(told.length).toBeGreaterThan(20);
    for (const { action, actor, sentence } of told) {
      expect([action, sentence]).toEqual([action, expect.stringMatching(/^[A-Z].+\.$/)]);
      expect([action, sentence.includes(action), sentence.includes(actor)]).toEqual([action, false, false]);
    }
  });

  it("has no entry for what was refused", async () => {
    const before = await entries(company.tenantId);
    await company.owner.call("POST", "/v1/catalog", { body: { currency: "USD", plans: [{ id: "x" }] } });
    await company.owner.call("PATCH", "/v1/members/nobody", { body: { role: "viewer" } });
    await openBrowser(server).call("POST", "/v1/invitations/accept", {
      body: { token: "x".repeat(32), name: "x", password: PASSWORD },
    });
    expect(await entries(company.tenantId)).toEqual(before);
  });
});
