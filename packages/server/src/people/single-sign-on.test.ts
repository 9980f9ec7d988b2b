import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import {
  type IdentityProvider,
  type IdentityProviderPerson,
  startIdentityProvider,
} from "../testing/identity-provider.ts";
import { openBrowser, type SignedUp, signUp, type Visitor } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let provider: IdentityProvider;
let server: TestServer;
let company: SignedUp;

beforeAll(async () => {
  provider = await startIdentityProvider("http://localhost/auth/callback/sso");
  server = await startTestServer({ singleSignOn: provider });
  company = await signUp(server);
});
afterAll(async () => {
  await server.drop();
  await provider.close();
});

/** Signs in through the provider, and answers with where that leads. */
async function enter(
  browser: Visitor,
  person: IdentityProviderPerson,
  changed: (back: string) => string = (back) => back,
) {
  const started = await browser.call("POST", "/auth/sign-in/social", {
    body: { provider: "sso", callbackURL: "/", errorCallbackURL: "/refused" },
  });
  expect(started.status).toBe(200);
  const back = await provider.signIn(started.body.url, person);
  const answer = await browser.call("GET", changed(back));
  return { ...answer, location: answer.headers.get("location") ?? "" };
}

async function invited(email: string, role = "analyst"): Promise<void> {
  expect((await company.owner.call("POST", "/v1/invitations", { body: { email, role } })).status).toBe(201);
}

const sessionOf = (browser: Visitor) => browser.call("GET", "http://server.example/v1/session");

describe("single sign-on", () => {
  it("lets somebody in who was invited, with the role of the invitation", async () => {
    await invited("sso@company.example");
    const browser = openBrowser(server);
    const { location } = await enter(browser, { id: "p-1", email: "sso@company.example" });
    expect(location).toMatch(/\/$/);
    expect((await sessionOf(browser)).body).toMatchObject({
      person: { email: "sso@company.example", name: "Person p-1" },
      role: "analyst",
      tenant: company.tenantId,
    });
    const again = openBrowser(server);
    await enter(again, { id: "p-1", email: "sso@company.example" });
    expect((await sessionOf(again)).body.role).toBe("analyst");
    expect((await company.owner.call("GET", "/v1/audit")).body.entries[0]).toMatchObject({ action: "member.join" });
  });

  it("keeps no token of the provider", async () => {
    const kept = await server.database.amongPeople((queries) =>
      rows(
        queries,
        sql`select access_token, refresh_token, id_token from people.login_accounts where provider_id = 'sso'`,
      ),
    );
    expect(kept).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
  });

  it("makes nobody of who was not invited, or whose address the provider does not vouch for", async () => {
    await invited("unverified@company.example", "owner");
    for (const person of [
      { id: "p-2", email: "stranger@company.example" },
      { id: "p-3", email: "unverified@company.example", verified: false },
    ]) {
      const browser = openBrowser(server);
      const { location } = await enter(browser, person);
      expect(location, person.email).toMatch(/\/refused\?error=/);
      expect((await sessionOf(browser)).status).toBe(401);
    }
  });

  it("does not take over somebody's password account by the same address", async () => {
    const { email } = (await company.owner.call("GET", "/v1/session")).body.person;
    const browser = openBrowser(server);
    const { location } = await enter(browser, { id: "p-4", email });
    expect(location).toMatch(/\/refused\?error=account_not_linked/);
    expect((await sessionOf(browser)).status).toBe(401);
  });

  it("signs in who linked it while signed in", async () => {
    const { email } = (await company.owner.call("GET", "/v1/session")).body.person;
    const started = await company.owner.call("POST", "/auth/link-social", {
      body: { provider: "sso", callbackURL: "/" },
    });
    await company.owner.call("GET", await provider.signIn(started.body.url, { id: "p-5", email }));
    const browser = openBrowser(server);
    await enter(browser, { id: "p-5", email });
    expect((await sessionOf(browser)).body).toMatchObject({ person: { email }, role: "owner" });
  });

  it("takes no answer that was not asked for by this browser", async () => {
    await invited("stolen@company.example");
    const person = { id: "p-6", email: "stolen@company.example" };
    const victim = openBrowser(server);
    const attacker = openBrowser(server);
    const { body } = await attacker.call("POST", "/auth/sign-in/social", {
      body: { provider: "sso", callbackURL: "/" },
    });
    const back = await provider.signIn(body.url, person);
    await victim.call("GET", back);
    expect((await sessionOf(victim)).status).toBe(401);
    const altered = await enter(victim, person, (address) =>
      address.replace(/state=(.)/, (_, first) => `state=${first === "A" ? "B" : "A"}`),
    );
    expect(altered.location).toMatch(/error=/);
    expect((await sessionOf(victim)).status).toBe(401);
  });

  it("returns to no address of another site", async () => {
    const answer = await openBrowser(server).call("POST", "/auth/sign-in/social", {
      body: { provider: "sso", callbackURL: "https://evil.example/" },
    });
    expect(answer.status).toBe(403);
  });
});
