import { sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { describeError } from "../logging/describe-error.ts";
import { dumpRows } from "../testing/dump-rows.ts";
import { type FakeProvider, startFakeProvider } from "../testing/fake-provider.ts";
import { exposure, preparePriceTest, sale } from "../testing/price-test.ts";
import { openBrowser, PASSWORD, type SignedUp, signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

import { startTracing, type Tracing } from "../tracing/tracing.ts";

/** Everything that was logged. */
let logged = "";
/** Everything that was answered to a request that went wrong. */
const refusals: string[] = [];
/** What must be found nowhere, by what it is. */
const secrets: Record<string, string> = { password: PASSWORD };
let collector: FakeProvider;
let tracing: Tracing;
let server: TestServer;
let company: SignedUp;

beforeAll(async () => {
  const log = pino(
    { level: "trace", serializers: { error: describeError } },
    {
      write: (line: string) => {
        logged += line;
      },
    },
  );
  collector = await startFakeProvider(() => ({ status: 200 }));
  tracing = await startTracing({ tracesEndpoint: collector.url });
  server = await startTestServer({ log, tracing });
  company = await signUp(server);
  await seed();
});
afterAll(async () => {
  await server.drop();
  await tracing.close();
  await collector.close();
});

/** Uses every secret there is, rightly and wrongly. */
async function seed(): Promise<void> {
  const { owner, secretKey, publishableKey } = company;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    server.call("POST", path, { key: secretKey, body, headers });
  secrets["secret key"] = secretKey;
  await preparePriceTest({ ...company, post } as never);
  const made = await post(
    "/v1/keys",
    { kind: "secret", name: "second", scopes: ["manage", "evaluate"] },
    { "idempotency-key": "one" },
  );
  secrets["another key"] = made.body.key;
  secrets["rotated key"] = (await post(`/v1/keys/${made.body.id}/rotate`, {})).body.key;
  secrets["account token"] = (
    await post("/v1/account-tokens", { account: "a_1" }, { "idempotency-key": "two" })
  ).body.token;
  secrets["preview token"] = (
    await post("/v1/experiments/license-price/previews", {}, { "idempotency-key": "three" })
  ).body.token;
  secrets["session token"] = /session_token=([^.;]+)/.exec(owner.cookies())?.[1] as string;
  const { body: session } = await owner.call("GET", "/v1/session");
  const invitation = await owner.call("POST", "/v1/invitations", {
    body: { email: "new@company.example", role: "viewer" },
    headers: { "idempotency-key": "four" },
  });
  secrets["invitation token"] = new URL(invitation.body.link).searchParams.get("token") as string;
  await owner.call("POST", "/auth/request-password-reset", { body: { email: session.person.email } });
  secrets["reset token"] = /token=(\S+)/.exec(server.mails.at(-1)?.text ?? "")?.[1] as string;
  await post("/v1/events", { events: [exposure("v_1"), sale("v_1")] });
  const quoted = await server.call("POST", "/v1/evaluate", { key: publishableKey, body: {} });
  secrets.quote = quoted.body.quote;
  const browser = {
    type: "quoted-exposure",
    id: "seen",
    occurredAt: new Date().toISOString(),
    quote: quoted.body.quote,
    shown: [],
  };
  await server.call("POST", "/v1/events", { key: publishableKey, body: { events: [browser] } });
  secrets["root of the tenant"] = await rootOf();

  const wrong = [
    server.call("GET", "/v1/experiments", { key: `${secretKey}x` }),
    server.call("POST", "/v1/experiments", { key: secretKey, body: `{"key": "${secretKey}"` }),
    server.call("POST", "/v1/quotes/verify", {
      key: secretKey,
      body: { quote: `${quoted.body.quote}x`, visitor: "v_1" },
    }),
    server.call("GET", "/v1/config", { key: secrets["account token"] as string }),
    openBrowser(server).call("POST", "/auth/sign-in/email", { body: { email: "x@x.example", password: PASSWORD } }),
    openBrowser(server).call("POST", "/v1/first-owner", {
      body: { token: secrets["invitation token"], name: "x", email: "x@x.example", password: PASSWORD },
    }),
    owner.call("POST", "/v1/keys", { body: { kind: "secret", name: PASSWORD.repeat(50) } }),
    server.call("GET", "/v1/experiments", { headers: { authorization: `Basic ${secretKey}` } }),
  ];
  for (const answer of await Promise.all(wrong)) refusals.push(`${answer.status} ${JSON.stringify(answer.body)}`);
  server.services.log.error({ error: new Error("failed", { cause: await failedQuery() }) }, "a query failed");
}

/** The error of a query whose parameters are secret. */
function failedQuery(): Promise<unknown> {
  const scope = { tenantId: company.tenantId, environment: "test" } as const;
  return server.database
    .inScope(scope, (queries) => queries.execute(sql`select ${company.secretKey}::text, ${PASSWORD}::int`))
    .catch((error: unknown) => error);
}

/** The first bytes that quotes are signed with; the sealed root opened. */
async function rootOf(): Promise<string> {
  const secretsOf = await server.services.secretsOf(company.tenantId);
  return Buffer.from(secretsOf.derive("account-tokens/test")).toString("base64url");
}

function expectNone(where: string, text: string): void {
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret?.length, what).toBeGreaterThan(15);
    // Not by `toContain`, which would print the text.
    expect([where, what, text.includes(secret)]).toEqual([where, what, false]);
  }
}

describe("no secret", () => {
  it("stands in the log, not even of what goes wrong", () => {
    expect(logged.split("\n").length).toBeGreaterThan(20);
    expect(logged).toContain("a query failed");
    expectNone("log", logged);
  });

  it("stands in a trace, not even of what goes wrong", async () => {
    // Sends what was recorded; nothing is recorded after this.
    await tracing.close();
    const traces = collector.requests.map(({ body }) => body).join("\n");
    expect(traces).toContain("POST /v1/evaluate");
    expect(traces).toContain("database look-up of a person");
    expect(traces).toContain("error.type");
    expectNone("traces", traces);
  });

  it("comes back in a refusal", () => {
    expect(refusals.map((refusal) => refusal.slice(0, 3))).toEqual([
      "401",
      "400",
      "200",
      "403",
      "401",
      "403",
      "400",
      "401",
    ]);
    expectNone("refusals", refusals.join("\n"));
  });

  it("is exported, audited or listed", async () => {
    const { owner, secretKey } = company;
    const exported = String((await owner.call("GET", "/v1/export")).body);
    expect(exported).toContain('"part":"events"');
    expectNone("export", exported);
    for (const path of ["/v1/audit", "/v1/keys", "/v1/members", "/v1/invitations", "/v1/tenant", "/v1/session"])
      expectNone(path, JSON.stringify((await owner.call("GET", path)).body));
    expectNone("config", JSON.stringify((await server.call("GET", "/v1/config", { key: secretKey })).body));
  });

  it("is stored as it is, but for tokens that are worth nothing without a signature", async () => {
    const dump = await dumpRows(server.database, { tenantId: company.tenantId, environment: "test" });
    expect(dump.idempotency_keys?.length).toBeGreaterThanOrEqual(3);
    expectNone("rows", JSON.stringify(dump));
    const tables = ["users", "sessions", "login_accounts", "verifications", "sign_up_links"];
    const people = await server.database.amongPeople(async (queries) => {
      const found = [];
      for (const table of tables)
        found.push(
          ...(await rows<{ row: string }>(
            queries,
            sql`select to_jsonb(stored)::text as row from people.${sql.identifier(table)} stored`,
          )),
        );
      return found.map(({ row }) => row).join("\n");
    });
    const { "session token": session, ...others } = secrets;
    expect(people).toContain(session);
    for (const [what, secret] of Object.entries(others)) expect([what, people.includes(secret)]).toEqual([what, false]);
    // The cookie needs a signature besides: the stored token alone signs nobody in.
    const cookie = `pricewright.session_token=${session}`;
    expect((await server.call("GET", "http://server.example/v1/session", { headers: { cookie } })).status).toBe(401);
  });
});
