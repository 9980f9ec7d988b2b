import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows, type Scope } from "./database/database.ts";
import { TABLES_WITHOUT_TENANT } from "./database/tables-without-tenant.ts";
import { insertProviderKey } from "./providers/provider-keys.ts";
import { dumpRows, tableNames } from "./testing/dump-rows.ts";
import { preparePriceTest, republish } from "./testing/price-test.ts";
import { invoice, signStripe, stripeEvent } from "./testing/provider-fixtures.ts";
import { startTestServer, type TestServer, type TestTenant } from "./testing/test-server.ts";

/** Stands in everything that only the victim may read, and in nothing that an attacker sends. */
const SECRET = "zanzibar";
const urls = { successUrl: "https://shop.example/", cancelUrl: "https://shop.example/" };

/** What an attacker knows of the victim: ids and tokens, but no key. */
interface Known {
  readonly experiment: string;
  readonly visitor: string;
  readonly account: string;
  readonly keyId: string;
  readonly quote: string;
  readonly frozen: readonly string[];
  readonly previewToken: string;
  readonly eventId: string;
  readonly eventCursor: string;
  readonly auditCursor: string;
  readonly versionCursor: string;
  readonly checkout: string;
  readonly accountCursor: string;
  readonly costTableCursor: string;
  readonly ledgerCursor: string;
  readonly endpoint: string;
  readonly delivery: string;
}

interface Attempt {
  readonly path?: string;
  readonly body?: unknown;
  /** @default `application/json` */
  readonly type?: string;
  /** What answers that nothing is there; otherwise the answer is of the attacker's own things. */
  readonly status?: number;
}

const change = (known: Known, action: string, body: object = {}): Attempt => ({
  path: `/v1/experiments/${known.experiment}/${action}`,
  body,
  status: 404,
});
const USAGE = { type: "quantity", meter: "images", quantity: "2" };
const spend = (known: Known, path: string, body: object = {}, status = 404): Attempt => ({
  path: `/v1/accounts/${known.account}/credits/${path}`,
  body,
  status,
});
const person = { name: "A", email: "a@attacker.example", password: "correct horse battery" };
const variants = [
  { key: "a", prices: ["victim-41"] },
  { key: "b", prices: ["victim-61"] },
];

/** One case at least for every route; a route without one fails the suite. */
const CASES: Readonly<Record<string, (known: Known) => readonly Attempt[]>> = {
  "get /v1/accounts": ({ accountCursor }) => [{}, { path: `/v1/accounts?cursor=${accountCursor}` }],
  "get /v1/accounts/{id}": ({ account }) => [{ path: `/v1/accounts/${account}`, status: 404 }],
  "put /v1/accounts/{id}": ({ account }) => [
    { path: `/v1/accounts/${account}`, body: { plan: "victim-plan", reason: "because" }, status: 404 },
  ],
  "get /v1/accounts/{id}/credits": ({ account }) => [
    { path: `/v1/accounts/${account}/credits` },
    { path: `/v1/accounts/${account}/credits?at=2026-01-01T00:00:00Z&meter=tokens` },
  ],
  "get /v1/accounts/{id}/credits/ledger": ({ account, ledgerCursor }) => [
    { path: `/v1/accounts/${account}/credits/ledger` },
    { path: `/v1/accounts/${account}/credits/ledger?cursor=${ledgerCursor}` },
  ],
  "post /v1/accounts/{id}/credits/grants": (known) => [
    spend(known, "grants", { id: "victim-grant", amount: "1" }, 200),
  ],
  "post /v1/accounts/{id}/credits/grants/{grant}/void": (known) => [spend(known, "grants/victim-void/void")],
  "post /v1/accounts/{id}/credits/grants/{grant}/expire": (known) => [spend(known, "grants/victim-void/expire")],
  "post /v1/accounts/{id}/credits/holds": (known) => [spend(known, "holds", { id: "victim-hold", amount: "5" }, 402)],
  "post /v1/accounts/{id}/credits/holds/{hold}/settle": (known) => [
    spend(known, "holds/victim-hold/settle", { actual: "5" }),
  ],
  "post /v1/accounts/{id}/credits/holds/{hold}/release": (known) => [spend(known, "holds/victim-hold/release")],
  "post /v1/accounts/{id}/credits/charges": (known) => [
    spend(known, "charges", { id: "victim-charge", amount: "5" }, 402),
    spend(known, "charges", { usage: USAGE, costTable: { id: "victim-costs", version: "1" } }),
  ],
  "post /v1/accounts/{id}/credits/refunds": (known) => [spend(known, "refunds", { charge: "victim-charge" })],
  "get /v1/cost-tables": ({ costTableCursor }) => [
    {},
    { path: `/v1/cost-tables?cursor=${costTableCursor}`, status: 400 },
  ],
  "get /v1/cost-tables/{id}/{version}": () => [{ path: "/v1/cost-tables/victim-costs/1", status: 404 }],
  "post /v1/cost-tables": () => [
    { body: { id: "victim-costs", version: "1", currency: "USD", effectiveFrom: "2026-01-01" }, status: 200 },
  ],
  "get /v1/margin": () => [{}],
  "delete /v1/providers/{provider}": () => [{ path: "/v1/providers/stripe", status: 404 }],
  "delete /v1/webhook-endpoints/{id}": ({ endpoint }) => [{ path: `/v1/webhook-endpoints/${endpoint}`, status: 404 }],
  "get /v1/billing/status": () => [{}],
  "get /v1/connected-account": () => [{}],
  "post /v1/connected-account/links": () => [{ body: { returnUrl: "https://shop.example/" }, status: 409 }],
  "post /v1/connected-account/webhooks": () => [{ body: { id: "victim-event", account: "acct_victim" }, status: 400 }],
  "get /v1/providers": () => [{}],
  "get /v1/providers/{provider}/webhooks": () => [
    { path: "/v1/providers/stripe/webhooks" },
    { path: "/v1/providers/stripe/webhooks?status=processed" },
  ],
  "get /v1/webhook-endpoints": () => [{}],
  "get /v1/webhook-endpoints/{id}/deliveries": ({ endpoint }) => [
    { path: `/v1/webhook-endpoints/${endpoint}/deliveries`, status: 404 },
  ],
  "post /v1/billing/checkout": () => [{ body: { plan: "pro", ...urls } }],
  "post /v1/billing/portal": () => [{ body: { returnUrl: "https://shop.example/" } }],
  "post /v1/billing/webhooks/{provider}": () => [
    { path: "/v1/billing/webhooks/stripe", body: { id: "victim-event" }, status: 404 },
  ],
  "post /v1/providers/{provider}/rotate": () => [
    { path: "/v1/providers/stripe/rotate", body: { webhookSecret: "whsec_attacker" }, status: 404 },
  ],
  "post /v1/providers/{provider}/test": () => [{ path: "/v1/providers/stripe/test", status: 404 }],
  "post /v1/webhook-endpoints": () => [{ body: { url: "https://127.0.0.1/" }, status: 400 }],
  "post /v1/webhook-endpoints/{id}/deliveries/{delivery}/redeliver": ({ endpoint, delivery }) => [
    { path: `/v1/webhook-endpoints/${endpoint}/deliveries/${delivery}/redeliver`, status: 404 },
  ],
  "post /v1/webhook-endpoints/{id}/test": ({ endpoint }) => [
    { path: `/v1/webhook-endpoints/${endpoint}/test`, status: 404 },
  ],
  "post /v1/webhooks/{provider}/{tenant}": () => [
    { path: "/v1/webhooks/stripe/victim", body: { id: "victim-event", livemode: false }, status: 400 },
    { path: "/v1/webhooks/lemonsqueezy/victim", body: { meta: { test_mode: true } }, status: 400 },
  ],
  "put /v1/providers/{provider}": () => [
    { path: "/v1/providers/stripe", body: { apiKey: "sk_nothing", replaceAccount: true }, status: 400 },
  ],
  "get /v1/audit": ({ auditCursor }) => [{}, { path: `/v1/audit?cursor=${auditCursor}` }],
  "get /v1/catalog": () => [{}],
  "get /v1/catalog/diff": () => [{ path: "/v1/catalog/diff?from=1&to=2", status: 404 }],
  "get /v1/catalog/versions": ({ versionCursor }) => [{}, { path: `/v1/catalog/versions?cursor=${versionCursor}` }],
  "get /v1/catalog/versions/{version}": () => [{ path: "/v1/catalog/versions/2", status: 404 }],
  "get /v1/catalog/withdrawals": () => [
    {},
    { path: `/v1/catalog/withdrawals?cursor=${Buffer.from("victim-81").toString("base64url")}`, status: 400 },
  ],
  "get /v1/config": () => [{}],
  // It is watched below, for it does not end.
  "get /v1/config/stream": () => [],
  "get /v1/events/recent": ({ eventCursor }) => [{}, { path: `/v1/events/recent?cursor=${eventCursor}` }],
  "get /v1/experiments": () => [
    {},
    { path: `/v1/experiments?cursor=${Buffer.from("victim-price").toString("base64url")}`, status: 400 },
  ],
  "get /v1/experiments/{key}": (known) => [{ path: `/v1/experiments/${known.experiment}`, status: 404 }],
  "get /v1/experiments/{key}/results": (known) => [
    { path: `/v1/experiments/${known.experiment}/results`, status: 404 },
    { path: `/v1/experiments/${known.experiment}/results?format=csv`, status: 404 },
  ],
  "get /v1/experiments/{key}/timeline": (known) => [
    { path: `/v1/experiments/${known.experiment}/timeline`, status: 404 },
  ],
  // Keys are no people; what people reach is tried with people, in the tests of members and of moving.
  "get /v1/export": () => [{ status: 403 }],
  "get /v1/invitations": () => [{ status: 403 }],
  "get /v1/license": () => [{ status: 403 }],
  "get /v1/members": () => [{ status: 403 }],
  "get /v1/session": () => [{ status: 403 }],
  "get /v1/tenant": () => [{ status: 403 }],
  "delete /v1/tenant/deletion": () => [{ status: 403 }],
  "post /v1/tenant/deletion": () => [{ body: { name: "victim" }, status: 403 }],
  "delete /v1/invitations/{id}": () => [{ path: "/v1/invitations/victim-invitation", status: 403 }],
  "delete /v1/members/{id}": () => [{ path: "/v1/members/victim-person", status: 403 }],
  "patch /v1/members/{id}": () => [{ path: "/v1/members/victim-person", body: { role: "viewer" }, status: 403 }],
  "post /v1/members/{id}/revoke-sessions": () => [
    { path: "/v1/members/victim-person/revoke-sessions", body: {}, status: 403 },
  ],
  "post /v1/invitations": () => [{ body: { email: "a@attacker.example", role: "owner" }, status: 403 }],
  "post /v1/import": () => [{ body: "{}", type: "application/x-ndjson", status: 403 }],
  "post /v1/first-owner": () => [{ body: { token: "x".repeat(32), ...person }, status: 403 }],
  "post /v1/invitations/accept": () => [
    { body: { token: "x".repeat(32), name: "A", password: "correct horse battery" }, status: 403 },
  ],
  "post /v1/tenants": () => [{ body: { name: "victim", owner: person } }],
  "get /v1/keys": () => [{}],
  "delete /v1/units/{kind}/{id}": ({ visitor, account }) => [
    { path: `/v1/units/visitor/${encodeURIComponent(visitor)}` },
    { path: `/v1/units/account/${encodeURIComponent(account)}` },
  ],
  "get /v1/units/{kind}/{id}": ({ visitor, account }) => [
    { path: `/v1/units/visitor/${encodeURIComponent(visitor)}` },
    { path: `/v1/units/account/${encodeURIComponent(account)}` },
  ],
  "get /v1/internal-units": () => [{}],
  "put /v1/internal-units/{kind}/{id}": ({ visitor }) => [
    { path: `/v1/internal-units/visitor/${encodeURIComponent(visitor)}`, body: { reason: "because" } },
  ],
  "delete /v1/internal-units/{kind}/{id}": ({ visitor, account }) => [
    { path: `/v1/internal-units/account/${encodeURIComponent(account)}`, status: 404 },
    { path: "/v1/internal-units/visitor/victim-colleague", status: 404 },
    // What the attacker listed itself.
    { path: `/v1/internal-units/visitor/${encodeURIComponent(visitor)}`, status: 200 },
  ],
  "get /v1/usage": () => [{}],
  "patch /v1/experiments/{key}": (known) => [
    { path: `/v1/experiments/${known.experiment}`, body: { name: "mine" }, status: 404 },
  ],
  "post /v1/account-tokens": ({ account }) => [{ body: { account }, status: 201 }],
  "post /v1/catalog": () => [
    {
      body: {
        currency: "USD",
        plans: [{ id: "own", name: "Own", prices: [{ id: "victim-41", amount: "1", interval: "once" }] }],
      },
    },
  ],
  "post /v1/catalog/withdrawals": () => [
    { body: { price: "victim-61", honour: "none", reason: "because" }, status: 400 },
  ],
  "post /v1/checkouts": ({ quote, visitor, account }) => [
    { body: { quote, visitor, plan: "victim-plan", ...urls } },
    { body: { quote, account, plan: "victim-plan", ...urls } },
  ],
  "post /v1/evaluate": ({ visitor, account, frozen, previewToken, experiment }) => [
    { body: { unit: { kind: "visitor", id: visitor } } },
    { body: { unit: { kind: "account", id: account }, frozen } },
    { body: { unit: { kind: "visitor", id: visitor }, frozen, experiments: [experiment] } },
    { body: { unit: { kind: "visitor", id: visitor }, overrides: { [experiment]: "b" }, previewToken } },
  ],
  // It is tried below, for it leaves the attacker nothing to go on with.
  "post /v1/environment/empty": () => [],
  "post /v1/events": ({ visitor, experiment, eventId, quote }) => {
    const unit = { kind: "visitor", id: visitor };
    const base = { id: eventId, occurredAt: new Date().toISOString() };
    const price = { price: "victim-41", amount: "41.00", currency: "USD" };
    return [
      { type: "exposure", ...base, unit, experiment, variant: "a", shown: [] },
      { type: "quoted-exposure", ...base, quote, shown: [] },
      { type: "conversion", ...base, unit, ...price },
      { type: "refund", ...base, unit, conversion: eventId, amount: "41.00", currency: "USD" },
      { type: "cost", ...base, unit, cost: "1", currency: "USD" },
    ].map((event) => ({ body: { events: [event] } }));
  },
  "post /v1/experiments": ({ experiment }) => [{ body: { key: experiment, control: "a", variants }, status: 400 }],
  "post /v1/experiments/{key}/archive": (known) => [change(known, "archive")],
  "post /v1/experiments/{key}/clone": (known) => [change(known, "clone", { key: "mine" })],
  "post /v1/experiments/{key}/conclude": (known) => [change(known, "conclude", { winner: "a", reason: "because" })],
  "post /v1/experiments/{key}/exclusions": (known) => [
    change(known, "exclusions", { label: "all", reason: "because" }),
  ],
  "post /v1/experiments/{key}/pause": (known) => [change(known, "pause")],
  "post /v1/experiments/{key}/plan": (known) => [change(known, "plan", { visitorsPerDay: 1000, conversion: 0.1 })],
  "post /v1/experiments/{key}/previews": (known) => [change(known, "previews")],
  "post /v1/experiments/{key}/reweight": (known) => [change(known, "reweight", { coverage: 0.5, reason: "because" })],
  "post /v1/experiments/{key}/start": (known) => [change(known, "start")],
  "post /v1/keys": () => [{ body: { kind: "secret", name: "mine" }, status: 201 }],
  "post /v1/keys/{id}/revoke": ({ keyId }) => [{ path: `/v1/keys/${keyId}/revoke`, body: {}, status: 404 }],
  "post /v1/keys/{id}/rotate": ({ keyId }) => [{ path: `/v1/keys/${keyId}/rotate`, body: {}, status: 404 }],
  "post /v1/identify": ({ visitor, account }) => [{ body: { visitor, account } }],
  "post /v1/quotes/verify": ({ quote, visitor, account }) => [
    { body: { quote, visitor } },
    { body: { quote, account } },
  ],
};

let server: TestServer;
let victim: TestTenant;
let known: Known;
const attackers: Record<string, TestTenant> = {};

beforeAll(async () => {
  server = await startTestServer();
  victim = await server.newTenant("test", "victim");
  attackers["another tenant"] = await server.newTenant("test", "attacker");
  attackers["the tenant's own live environment"] = await server.newTenant("live", "victim");
  for (const attacker of Object.values(attackers)) await preparePriceTest(attacker);
  known = await fillVictim();
});
afterAll(() => server.drop());

/** Gives the victim a row in every table, or nearly. */
async function fillVictim(): Promise<Known> {
  await victim.post("/v1/environment/empty", { reason: "to begin with nothing" });
  const price = (id: string, amount: string, listed = true) => ({ id, amount, interval: "once", listed });
  const prices = [price("victim-41", "41.00"), price("victim-61", "61.00", false), price("victim-81", "81", false)];
  const plans = [{ id: "victim-plan", name: SECRET, prices }];
  const terms = { currency: "USD", creditValue: "0.01", markup: [{ percent: "50" }] };
  await victim.post("/v1/catalog", { ...terms, plans });
  await republish(server, victim, { ...terms, plans: [{ ...plans[0], description: SECRET }] });
  const options = { name: SECRET, segments: [{ attribute: "country", values: ["DE"] }] };
  const experiment = "victim-price";
  const guardrails = [{ kind: "outcome", outcome: SECRET, tolerance: 0.01 }];
  await victim.post("/v1/experiments", {
    guardrails,
    key: experiment,
    control: "a",
    variants,
    salt: SECRET,
    ...options,
  });
  await victim.post("/v1/catalog/withdrawals", { price: "victim-81", honour: "none", reason: SECRET });
  const key = (await victim.post("/v1/keys", { kind: "secret", name: SECRET })).body;
  const { body } = await server.call("POST", "/v1/evaluate", { key: victim.publishableKey, body: {} });
  const occurredAt = new Date().toISOString();
  const shown = body.pricing.plans[0].prices.map(({ id, amount, currency }: Record<string, string>) => ({
    price: id,
    amount,
    currency,
  }));
  const browser = { type: "quoted-exposure", id: "victim-exposure", occurredAt, quote: body.quote, shown };
  await server.call("POST", "/v1/events", { key: victim.publishableKey, body: { events: [browser] } });
  const badQuote = { ...browser, id: "victim-unverified", quote: "no.quote.atall" };
  await server.call("POST", "/v1/events", { key: victim.publishableKey, body: { events: [badQuote] } });
  const unseen = (await server.call("POST", "/v1/evaluate", { key: victim.publishableKey, body: {} })).body;
  const unseenSale = {
    type: "conversion",
    id: "victim-unseen",
    occurredAt: new Date().toISOString(),
    unit: unseen.unit,
  };
  await victim.post("/v1/events", { events: [{ ...unseenSale, quote: unseen.quote, ...shown[0] }] });
  const sale = { type: "conversion", id: "victim-event", occurredAt, unit: body.unit, ...shown[0] };
  const churn = { type: "outcome", id: "victim-churn", occurredAt, unit: body.unit, outcome: SECRET };
  await victim.post("/v1/events", { events: [sale, churn] });
  await victim.post(`/v1/experiments/${experiment}/exclusions`, { label: SECRET, reason: SECRET });
  const colleague = { key: victim.secretKey, body: { reason: SECRET } };
  await server.call("PUT", "/v1/internal-units/visitor/victim-colleague", colleague);
  const checkout = await victim.post("/v1/checkouts", {
    quote: body.quote,
    visitor: body.unit.id,
    plan: "victim-plan",
    ...urls,
  });
  await server.database.inScope(victim.scope, async (queries) => {
    const scope = sql`'victim', 'test'`;
    await queries.execute(sql`insert into identities values (${scope}, ${body.unit.id}, 'victim-account', now())`);
    await queries.execute(sql`insert into members values ('victim', ${SECRET}, 'owner', now())`);
    await queries.execute(sql`insert into invitations values ('victim', 'victim-invitation', ${SECRET}, 'owner', 'hash',
      ${SECRET}, now(), now() + interval '1 day')`);
    await queries.execute(sql`insert into provisionings values ('victim', 'ready', 1, ${SECRET}, now(), null,
      now(), now())`);
    await queries.execute(sql`insert into imports values (${scope}, '2026-05-01', '2026-05-01', 7)`);
    await queries.execute(sql`insert into provider_calls values (${scope}, '2026-05', 'stripe', 7)`);
    await queries.execute(sql`insert into quota_counters values (${scope}, '2026-05', 7)`);
    await queries.execute(sql`insert into uses values (${scope}, '2026-05', 'visitor', 'v')`);
    await queries.execute(sql`insert into snapshots values (${scope}, 'victim-price', '2026-05-01', '{}', now())`);
    const secrets = { masterKeys: server.services.masterKeys, now: new Date() };
    for (const kind of ["api-key", "webhook-secret"] as const) {
      const key = { provider: "stripe", kind, secret: `whsec_victim_${kind}`, account: SECRET } as const;
      await insertProviderKey(queries, victim.scope, key, secrets);
    }
    await queries.execute(sql`insert into received_webhooks (tenant_id, environment, provider, event_id, type, sealed, status,
        detail, received_at) values (${scope}, 'stripe', 'victim-event', ${SECRET}, '', 'processed', ${SECRET}, now())`);
    await queries.execute(sql`insert into connected_accounts values (${scope}, 'acct_victim', false, false,
        ${sql.param([SECRET])}::text[], now(), now())`);
    await queries.execute(sql`insert into provider_subscriptions (tenant_id, environment, provider, id, unit_kind, unit_id,
        status, at) values (${scope}, 'stripe', 'sub_victim', 'account', 'victim-account', 'active', now())`);
    await queries.execute(sql`insert into provider_payments (tenant_id, environment, provider, id, unit_kind, unit_id,
        aliases, total, refunded, currency, lines, at)
      values (${scope}, 'stripe', 'in_victim', 'account', 'victim-account', '{pi_victim}', 8100, 0, 'USD', '[]', now())`);
    await queries.execute(sql`insert into webhook_endpoints (tenant_id, environment, id, url, description, events, sealed,
        last_four, created_at)
      values (${scope}, 'we_victim', 'https://victim.example/', ${SECRET}, '{price.withdrawn}', '', 'zzzz', now())`);
    await queries.execute(sql`insert into webhook_deliveries (tenant_id, environment, endpoint_id, id, type, body, status,
        created_at) values (${scope}, 'we_victim', 'msg_victim', 'test', ${SECRET}, 'delivered', now())`);
    await queries.execute(sql`insert into tenant_billing (tenant_id, environment, status, at)
      values (${scope}, 'none', now())`);
    await queries.execute(sql`insert into idempotency_keys (tenant_id, environment, route, key, request_hash, created_at)
      values (${scope}, 'r', 'k', 'h', now())`);
  });
  const costs = { id: "victim-costs", version: "1", currency: "USD", effectiveFrom: "2026-01-01" };
  await victim.post("/v1/cost-tables", { ...costs, meters: [{ meter: "images", unitCost: "0.81", unit: SECRET }] });
  const credits = "/v1/accounts/victim-account/credits";
  await victim.post(`${credits}/grants`, { id: "victim-void", amount: "81818181", purchase: SECRET });
  await victim.post(`${credits}/holds`, { id: "victim-hold", amount: "81" });
  await victim.post(`${credits}/charges`, {
    id: "victim-charge",
    usage: USAGE,
    costTable: { id: "victim-costs", version: "1" },
  });
  await victim.post("/v1/accounts/victim-other/credits/grants", { id: "victim-other", amount: "81818181" });
  const preview = (await victim.post(`/v1/experiments/${experiment}/previews`, {})).body;
  return {
    experiment,
    visitor: body.unit.id,
    account: "victim-account",
    keyId: key.id,
    quote: body.quote,
    frozen: body.frozen,
    previewToken: preview.token,
    eventId: "victim-event",
    eventCursor: (await victim.get("/v1/events/recent?limit=1")).body.nextCursor,
    auditCursor: (await victim.get("/v1/audit?limit=1")).body.nextCursor,
    versionCursor: (await victim.get("/v1/catalog/versions?limit=1")).body.nextCursor,
    checkout: checkout.body.id,
    costTableCursor: Buffer.from((await victim.get("/v1/cost-tables")).body.costTables[0].hash).toString("base64url"),
    accountCursor: (await victim.get("/v1/accounts?limit=1")).body.nextCursor,
    ledgerCursor: (await victim.get(`${credits}/ledger?limit=1`)).body.nextCursor,
    endpoint: "we_victim",
    delivery: "msg_victim",
  };
}

describe("isolation of the API", () => {
  it("has a case for every route, and rows in every table", async () => {
    const { body } = await server.call("GET", "/openapi.json");
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method} ${path}`),
    );
    expect(Object.keys(CASES).sort()).toEqual(routes.sort());
    const dump = await dumpRows(server.database, victim.scope);
    expect(Object.keys(dump).filter((table) => dump[table]?.length === 0)).toEqual([]);
    expect(JSON.stringify(dump)).toContain(SECRET);
  });

  it.each(["another tenant", "the tenant's own live environment"])(
    "gives nothing to %s, by whatever id",
    async (who) => {
      const attacker = attackers[who] as TestTenant;
      const before = await dumpRows(server.database, victim.scope);
      for (const [route, attempts] of Object.entries(CASES)) {
        const [method = "", path = ""] = route.split(" ");
        for (const attempt of attempts(known)) {
          const answer = await server.call(method.toUpperCase(), attempt.path ?? path, {
            key: attacker.secretKey,
            headers: { "if-match": '"v1"', ...(attempt.type === undefined ? {} : { "content-type": attempt.type }) },
            ...(attempt.body === undefined ? {} : { body: attempt.body }),
          });
          const place = `${route} ${JSON.stringify(attempt.body ?? attempt.path ?? "")}`;
          const text = JSON.stringify(answer.body);
          expect(answer.status, `${place} ${text}`).toBeLessThan(500);
          if (attempt.status !== undefined) expect(answer.status, place).toBe(attempt.status);
          // Long, or in quotes: short ones come up in random ids.
          for (const secret of [SECRET, "81.00", "81818181", `"${victim.secretKey.slice(-4)}"`])
            expect(text, place).not.toContain(secret);
        }
      }
      expect(await dumpRows(server.database, victim.scope)).toEqual(before);
    },
  );

  it("empties nothing but the own test environment", async () => {
    const before = await dumpRows(server.database, victim.scope);
    const stranger = await server.newTenant("test", "stranger");
    await preparePriceTest(stranger);
    expect((await stranger.post("/v1/environment/empty", { reason: "because" })).status).toBe(200);
    const live = attackers["the tenant's own live environment"] as TestTenant;
    expect((await live.post("/v1/environment/empty", { reason: "because" })).body.code).toBe("wrong-environment");
    expect(await dumpRows(server.database, victim.scope)).toEqual(before);
  });

  it("takes the victim's tokens for nothing", async () => {
    for (const attacker of Object.values(attackers)) {
      const visitor = { kind: "visitor", id: known.visitor };
      const asBrowser = await server.call("POST", "/v1/evaluate", {
        key: attacker.publishableKey,
        body: { unit: visitor },
      });
      expect(asBrowser.body.code).toBe("unknown-visitor");
      const { body } = await attacker.post("/v1/evaluate", { unit: visitor, frozen: known.frozen });
      expect(body.ignored).toMatchObject([{ field: "frozen.0", code: "frozen-rejected" }]);
      const verified = (await attacker.post("/v1/quotes/verify", { quote: known.quote, visitor: known.visitor })).body;
      expect(verified.code).toBe(attacker.scope.tenantId === "victim" ? "wrong-environment" : "wrong-tenant");
    }
  });

  it("tells nobody else of the victim's changes", async () => {
    const heard: string[] = [];
    const watching = Object.values(attackers).map(async ({ secretKey }) => {
      const headers = { authorization: `Bearer ${secretKey}` };
      const response = await server.app.request("/v1/config/stream", { headers });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const read = async (): Promise<void> => {
        const { value } = await reader.read();
        if (!value) return;
        heard.push(new TextDecoder().decode(value));
        await read();
      };
      const reading = read();
      return { end: () => reader.cancel(), reading };
    });
    const streams = await Promise.all(watching);
    await expect.poll(() => heard.length).toBe(2);
    await victim.post("/v1/catalog/withdrawals", { price: "victim-61", honour: "issued", reason: SECRET });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(heard).toHaveLength(2);
    for (const { end, reading } of streams) {
      await end();
      await reading;
    }
  });

  it("takes a provider's webhook for one tenant from nobody who signs for another", async () => {
    const attacker = attackers["another tenant"] as TestTenant;
    const context = { masterKeys: server.services.masterKeys, now: new Date() };
    const key = { provider: "stripe", kind: "webhook-secret", secret: "whsec_attacker", account: null } as const;
    await server.database.inScope(attacker.scope, (queries) =>
      insertProviderKey(queries, attacker.scope, key, context),
    );
    const body = JSON.stringify(stripeEvent("evt_attack", "invoice.paid", invoice()));
    const send = (tenant: string, secret: string) =>
      server.call("POST", `/v1/webhooks/stripe/${tenant}`, {
        body,
        headers: { "content-type": "application/json", "stripe-signature": signStripe(body, secret, new Date()) },
      });
    const before = await dumpRows(server.database, victim.scope);
    expect((await send("victim", "whsec_attacker")).body.code).toBe("invalid-signature");
    expect((await send("attacker", "whsec_attacker")).status).toBe(200);
    expect(await dumpRows(server.database, victim.scope)).toEqual(before);
    expect((await send("attacker", "whsec_victim_webhook-secret")).body.code).toBe("invalid-signature");
  });

  it("does not pay or show a checkout by another tenant's name", async () => {
    const random = known.checkout.split(".")[1];
    const foreign = `cs_${Buffer.from("attacker").toString("base64url")}.${random}`;
    const before = await dumpRows(server.database, victim.scope);
    expect((await server.call("GET", `/sandbox/checkouts/${foreign}`)).status).toBe(404);
    expect((await server.call("POST", `/sandbox/checkouts/${foreign}/pay`)).status).toBe(404);
    expect(await dumpRows(server.database, victim.scope)).toEqual(before);
  });
});

describe("isolation of the database", () => {
  const OF_TENANT = new Set(["tenants", "members", "invitations", "provisionings"]);
  const outside: readonly Scope[] = [
    { tenantId: "", environment: "test" },
    { tenantId: "attacker", environment: "test" },
    { tenantId: "victim", environment: "live" },
  ];
  const affected = async (scope: Scope, statement: ReturnType<typeof sql>): Promise<number | "refused"> => {
    try {
      return await server.database.inScope(scope, async (queries) => (await rows(queries, statement)).length);
    } catch (error) {
      // Any other error would say nothing about rights: a key that is taken, say.
      const { code } = ((error as Error).cause ?? error) as { readonly code?: string };
      if (code === "42501") return "refused";
      throw error;
    }
  };

  it("shows, takes, changes and deletes nothing of the victim's, in any table", async () => {
    const before = await dumpRows(server.database, victim.scope);
    for (const table of await tableNames(server.database)) {
      const name = sql.identifier(table);
      const [copy] = before[table] as string[];
      for (const scope of outside) {
        const place = `${table} as ${JSON.stringify(scope)}`;
        // A tenant, and who belongs to it, is one for both of its environments.
        if (OF_TENANT.has(table) && scope.tenantId === "victim") continue;
        const ofVictim = OF_TENANT.has(table)
          ? sql`tenant_id = 'victim'`
          : sql`tenant_id = 'victim' and environment = 'test'`;
        expect(await affected(scope, sql`select 1 from ${name} where ${ofVictim}`), place).toBe(0);
        expect([0, "refused"], place).toContain(
          await affected(scope, sql`update ${name} set tenant_id = tenant_id where ${ofVictim} returning 1`),
        );
        expect([0, "refused"], place).toContain(
          await affected(scope, sql`delete from ${name} where ${ofVictim} returning 1`),
        );
        const insert = sql`insert into ${name} select * from jsonb_populate_record(null::${name}, ${copy}::jsonb)`;
        expect(await affected(scope, insert), place).toBe("refused");
      }
    }
    expect(await dumpRows(server.database, victim.scope)).toEqual(before);
  });

  it("lets nobody give their own rows to the victim", async () => {
    const before = await dumpRows(server.database, victim.scope);
    const attacker = { tenantId: "attacker", environment: "test" } as const;
    for (const table of await tableNames(server.database)) {
      const name = sql.identifier(table);
      if ((await affected(attacker, sql`select 1 from ${name}`)) === 0) continue;
      expect(await affected(attacker, sql`update ${name} set tenant_id = 'victim' returning 1`), table).toBe("refused");
    }
    expect(await dumpRows(server.database, victim.scope)).toEqual(before);
  });

  it("has no table without a tenant but those that are listed, and these are closed to requests", async () => {
    const scope = { tenantId: "attacker", environment: "test" } as const;
    const found = await server.database.inScope(scope, (queries) =>
      rows<{ name: string }>(
        queries,
        sql`select namespace.nspname || '.' || relname as name from pg_class
          join pg_namespace namespace on namespace.oid = relnamespace
          where relkind in ('r', 'p', 'm', 'v', 'f') and nspname not in ('pg_catalog', 'information_schema')
            and nspname not like 'pg\\_%' and not exists (
              select 1 from pg_attribute where attrelid = pg_class.oid and attname = 'tenant_id' and not attisdropped)
          order by 1`,
      ),
    );
    expect(found.map(({ name }) => name)).toEqual(TABLES_WITHOUT_TENANT);
    for (const table of TABLES_WITHOUT_TENANT) {
      const name = sql.join(
        table.split(".").map((part) => sql.identifier(part)),
        sql`.`,
      );
      expect(await affected(scope, sql`select 1 from ${name}`), table).toBe("refused");
    }
  });

  it("lets requests read no partition, no sequence, and call no function but a few", async () => {
    const scope = { tenantId: "attacker", environment: "test" } as const;
    const open = await server.database.inScope(scope, (queries) =>
      rows<{ name: string }>(
        queries,
        sql`select relname as name from pg_class
            where relnamespace = 'public'::regnamespace and (
              relispartition and has_table_privilege('pw_app', oid, 'select, insert, update, delete')
              or relkind = 'S' and has_sequence_privilege('pw_app', oid, 'usage, select, update'))
          union all
          select proname from pg_proc
            where pronamespace = 'public'::regnamespace and has_function_privilege('pw_app', oid, 'execute')`,
      ),
    );
    expect(open.map(({ name }) => name).sort()).toEqual([
      "delete_tenant",
      "empty_test_environment",
      "ensure_event_partition",
      "erase_account",
      "erase_audited_unit",
      "forget_events",
      "payments_by_alias",
      "take_event_ids",
    ]);
  });
});
