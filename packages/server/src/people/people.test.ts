import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { joinAs, openBrowser, PASSWORD, type SignedUp, signUp, type Visitor } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { firstOwnerLink } from "./first-owner.ts";

let server: TestServer;
let company: SignedUp;

beforeAll(async () => {
  server = await startTestServer();
  company = await signUp(server);
});
afterAll(() => server.drop());

const me = (visitor: Visitor, headers: Record<string, string> = {}) => visitor.call("GET", "/v1/session", { headers });
const tokenOf = (link: string) => new URL(link).searchParams.get("token") as string;

describe("a session", () => {
  it("says who is signed in, and where", async () => {
    expect((await me(company.owner)).body).toEqual({
      person: { id: expect.any(String), name: "Owner", email: expect.stringMatching(/^owner-/) },
      role: "owner",
      tenant: company.tenantId,
      environment: "test",
      tenants: [{ id: company.tenantId, name: "Company", role: "owner", deletionDueAt: null }],
    });
    expect((await me(company.owner, { "pricewright-environment": "live" })).body.environment).toBe("live");
    expect((await me(company.owner, { "pricewright-environment": "moon" })).body.code).toBe("invalid-request");
  });

  it("is a cookie that scripts cannot read and other sites' forms do not send", async () => {
    const { body } = await me(company.owner);
    const answer = await openBrowser(server).signIn(body.person.email);
    expect(answer.status).toBe(200);
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^pricewright\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Path=\//i);
  });

  it("begins on pages whose forms say where they come from", async () => {
    for (const path of ["/sign-in", "/sign-up", "/join"])
      expect((await server.call("GET", path)).headers.get("referrer-policy")).toBe("same-origin");
    expect((await server.call("GET", "/openapi.json")).headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("is for https only where the server is reached so", async () => {
    const secure = await startTestServer({ publicUrl: "https://prices.example" });
    try {
      const browser = openBrowser(secure, "https://prices.example");
      const { headers, status } = await browser.call("POST", "https://prices.example/v1/tenants", {
        body: { name: "Secure", owner: { name: "O", email: "o@secure.example", password: PASSWORD } },
      });
      expect(status).toBe(201);
      expect(headers.getSetCookie()[0]).toMatch(/^__Secure-pricewright\.session_token=.*; Secure/i);
      expect((await me(browser)).body.role).toBe("owner");
    } finally {
      await secure.drop();
    }
  });

  it("changes nothing for a page of another site", async () => {
    const body = { kind: "publishable", name: "site" };
    const from = (headers: Record<string, string>) => company.owner.call("POST", "/v1/keys", { body, headers });
    expect((await from({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).body.code).toBe(
      "wrong-origin",
    );
    expect((await from({ origin: "null", "sec-fetch-site": "cross-site" })).body.code).toBe("wrong-origin");
    expect((await from({ origin: "http://localhost:9999" })).body.code).toBe("wrong-origin");
    const without = await server.call("POST", "/v1/keys", { body, headers: { cookie: company.owner.cookies() } });
    expect(without.body.code).toBe("wrong-origin");
    expect((await from({})).status).toBe(201);
    const signOut = await company.owner.call("POST", "/auth/sign-out", {
      body: {},
      headers: { origin: "https://evil.example" },
    });
    expect(signOut.body.code).toBe("wrong-origin");
    expect((await me(company.owner)).status).toBe(200);
  });

  it("ends when it is signed out or revoked, at once", async () => {
    const { email } = (await me(company.owner)).body.person;
    const [phone, laptop] = [openBrowser(server), openBrowser(server)];
    await phone.signIn(email);
    await laptop.signIn(email);
    const stolen = phone.cookies();
    expect((await phone.call("POST", "/auth/sign-out", { body: {} })).status).toBe(200);
    expect((await server.call("GET", "http://server.example/v1/session", { headers: { cookie: stolen } })).status).toBe(
      401,
    );
    expect((await laptop.call("POST", "/auth/revoke-other-sessions", { body: {} })).status).toBe(200);
    expect((await company.owner.call("GET", "http://server.example/v1/session")).status).toBe(401);
    expect((await me(laptop)).status).toBe(200);
    await company.owner.signIn(email);
  });

  it("is not made by a cookie that was altered or signed with another secret", async () => {
    const altered = company.owner.cookies().replace(/=(.)/, (_, first) => `=${first === "a" ? "b" : "a"}`);
    for (const cookie of [altered, "pricewright.session_token=abc.def", "pricewright.session_token="])
      expect((await server.call("GET", "http://server.example/v1/session", { headers: { cookie } })).status).toBe(401);
  });

  it("is refused with a wrong password, without saying whether the address is known", async () => {
    const { email } = (await me(company.owner)).body.person;
    const attempt = (address: string) =>
      openBrowser(server).call("POST", "/auth/sign-in/email", {
        body: { email: address, password: "wrong password 1" },
      });
    const [known, unknown] = [await attempt(email), await attempt("nobody@company.example")];
    expect(known.body).toMatchObject({ code: "not-signed-in", status: 401 });
    expect({ ...known.body, requestId: "" }).toEqual({ ...unknown.body, requestId: "" });
  });

  it("is of the tenant that is named, if the person belongs to it", async () => {
    const other = await signUp(server, "Other");
    expect((await me(company.owner, { "pricewright-tenant": other.tenantId })).body.code).toBe("no-membership");
    const { email } = (await me(company.owner)).body.person;
    const { body } = await other.owner.call("POST", "/v1/invitations", { body: { email, role: "viewer" } });
    await company.owner.call("POST", "/v1/invitations/accept", { body: { token: tokenOf(body.link) } });
    expect((await me(company.owner, { "pricewright-tenant": other.tenantId })).body).toMatchObject({
      role: "viewer",
      tenant: other.tenantId,
      tenants: [{ role: "owner" }, { role: "viewer" }],
    });
    expect((await me(company.owner)).body.tenant).toBe(company.tenantId);
  });
});

describe("sign-in", () => {
  it("opens no other way than those that are listed", async () => {
    for (const path of ["/auth/sign-up/email", "/auth/update-user", "/auth/delete-user", "/auth/change-email"]) {
      const body = { name: "x", email: "x@evil.example", password: PASSWORD };
      expect((await openBrowser(server).call("POST", path, { body })).body.code, path).toBe("not-found");
    }
  });

  it("sets a new password by a link that works once, and ends every session", async () => {
    const { owner } = await signUp(server, "Forgetful");
    const { email } = (await me(owner)).body.person;
    const browser = openBrowser(server);
    expect((await browser.call("POST", "/auth/request-password-reset", { body: { email } })).status).toBe(200);
    const mail = server.mails.at(-1);
    expect(mail?.to).toBe(email);
    const token = /token=(\S+)/.exec(mail?.text ?? "")?.[1];
    const reset = (newPassword: string) =>
      browser.call("POST", "/auth/reset-password", { body: { token, newPassword } });
    expect((await reset("short")).body.code).toBe("invalid-request");
    expect((await reset("another long password")).status).toBe(200);
    expect((await reset("a third long password")).body.code).toBe("invalid-request");
    expect((await owner.call("GET", "http://server.example/v1/session")).status).toBe(401);
    expect((await browser.signIn(email)).status).toBe(401);
  });
});

describe("the first owner", () => {
  it("is made once, by a link, and closes sign-up with it", async () => {
    const fresh = await startTestServer({ signUp: "closed" });
    try {
      await fresh.newTenant("test", "default");
      const { database, people } = fresh.services;
      const link = (await firstOwnerLink(database, people, new Date())) as string;
      const request = { token: tokenOf(link), name: "First", email: "First@company.example", password: PASSWORD };
      const become = (changed: object = {}) =>
        openBrowser(fresh).call("POST", "/v1/first-owner", { body: { ...request, ...changed } });
      expect((await become({ token: "x".repeat(32) })).body.code).toBe("link-not-valid");
      expect((await become({ password: "short" })).body.code).toBe("invalid-request");
      const both = await Promise.all([become(), become({ email: "second@company.example" })]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
      expect((await become({ email: "third@company.example" })).body.code).toBe("link-not-valid");
      expect(await firstOwnerLink(database, people, new Date())).toBeNull();
      const tenant = { name: "Mine", owner: { name: "x", email: "x@company.example", password: PASSWORD } };
      expect((await openBrowser(fresh).call("POST", "/v1/tenants", { body: tenant })).body.code).toBe("sign-up-closed");
    } finally {
      await fresh.drop();
    }
  });
});

describe("pages without scripts", () => {
  const form = (visitor: Visitor, path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    visitor.call("POST", path, {
      body: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });

  it("let people sign in and accept an invitation, and nobody with a wrong password", async () => {
    const { owner } = await signUp(server, "Pages");
    const { body } = await owner.call("POST", "/v1/invitations", {
      body: { email: "page@company.example", role: "viewer" },
    });
    const browser = openBrowser(server);
    const page = await browser.call("GET", new URL(body.link).pathname + new URL(body.link).search);
    expect(page.body).toContain(`value="${tokenOf(body.link)}"`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const joined = await form(browser, "/join", { token: tokenOf(body.link), name: "P", password: PASSWORD });
    expect([joined.status, joined.headers.get("location")]).toEqual([303, "/"]);
    expect((await me(browser)).body.role).toBe("viewer");
    const again = openBrowser(server);
    const wrong = await form(again, "/sign-in", { email: "page@company.example", password: "wrong password 1" });
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining("is wrong")]);
    expect((await form(again, "/sign-in", { email: "page@company.example", password: PASSWORD })).status).toBe(303);
    expect((await me(again)).body.role).toBe("viewer");
    const foreign = await form(
      openBrowser(server),
      "/sign-in",
      { email: "page@company.example", password: PASSWORD },
      { origin: "https://evil.example" },
    );
    expect(foreign.body.code).toBe("wrong-origin");
  });

  it("show what is in an address as text", async () => {
    const { body } = await openBrowser(server).call(
      "GET",
      `/join?token=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect(body).not.toContain("<script>");
  });
});

describe("people in the database", () => {
  it("are reached by the role that looks up who is asking, and by no request", async () => {
    const scope = { tenantId: company.tenantId, environment: "test" } as const;
    for (const table of ["users", "sessions", "login_accounts", "verifications", "sign_up_links"]) {
      const read = sql`select count(*)::int as count from people.${sql.identifier(table)}`;
      await expect(
        server.database.inScope(scope, (queries) => rows(queries, read)),
        table,
      ).rejects.toThrow();
      expect(await server.database.amongPeople((queries) => rows(queries, read)), table).toHaveLength(1);
    }
  });

  it("give the role that looks them up nothing of any tenant", async () => {
    for (const table of ["members", "tenants", "api_keys", "events"])
      await expect(
        server.database.amongPeople((queries) => rows(queries, sql`select 1 from ${sql.identifier(table)}`)),
        table,
      ).rejects.toThrow();
  });

  it("have their passwords hashed", async () => {
    const stored = await server.database.amongPeople((queries) =>
      rows<{ password: string }>(queries, sql`select password from people.login_accounts`),
    );
    expect(stored.length).toBeGreaterThan(0);
    for (const { password } of stored) expect(password).toMatch(/^[\da-f]{32}:[\da-f]{128}$/);
  });
});

describe("members", () => {
  it("come by invitation, which works once and for its address", async () => {
    const { owner } = await signUp(server, "Inviting");
    const { body: invitation } = await owner.call("POST", "/v1/invitations", {
      body: { email: "New@company.example", role: "analyst" },
    });
    expect(invitation).toMatchObject({ email: "new@company.example", role: "analyst" });
    expect(server.mails.at(-1)).toMatchObject({
      to: "new@company.example",
      text: expect.stringContaining(invitation.link),
    });
    expect((await owner.call("GET", "/v1/invitations")).body.invitations).toMatchObject([{ id: invitation.id }]);
    expect(JSON.stringify((await owner.call("GET", "/v1/invitations")).body)).not.toContain(tokenOf(invitation.link));
    const accept = (visitor: Visitor, more: object = { name: "New", password: PASSWORD }) =>
      visitor.call("POST", "/v1/invitations/accept", { body: { token: tokenOf(invitation.link), ...more } });
    const stranger = (await signUp(server, "Stranger")).owner;
    expect((await accept(stranger, {})).body.code).toBe("forbidden");
    expect((await accept(openBrowser(server), {})).body.code).toBe("invalid-request");
    const joined = openBrowser(server);
    expect((await accept(joined)).status).toBe(200);
    expect((await me(joined)).body).toMatchObject({ role: "analyst", person: { email: "new@company.example" } });
    expect((await accept(openBrowser(server))).body.code).toBe("link-not-valid");
    expect((await owner.call("GET", "/v1/members")).body.members).toMatchObject([
      { role: "owner" },
      { role: "analyst", name: "New", email: "new@company.example" },
    ]);
  });

  it("do not come by an invitation that was taken back", async () => {
    const { owner } = await signUp(server, "Withdrawing");
    const { body } = await owner.call("POST", "/v1/invitations", {
      body: { email: "w@company.example", role: "viewer" },
    });
    expect((await owner.call("DELETE", `/v1/invitations/${body.id}`)).status).toBe(200);
    expect((await owner.call("DELETE", `/v1/invitations/${body.id}`)).body.code).toBe("not-found");
    const accept = { token: tokenOf(body.link), name: "W", password: PASSWORD };
    expect((await openBrowser(server).call("POST", "/v1/invitations/accept", { body: accept })).body.code).toBe(
      "link-not-valid",
    );
  });

  it("have the role that an owner gives them, from the next request on, and lose it likewise", async () => {
    const mine = await signUp(server, "Roles");
    const viewer = await joinAs(server, mine, "viewer");
    const { id } = (await me(viewer)).body.person;
    const key = { kind: "publishable", name: "site" };
    expect((await viewer.call("POST", "/v1/keys", { body: key })).body.code).toBe("missing-role");
    await mine.owner.call("PATCH", `/v1/members/${id}`, { body: { role: "admin" } });
    expect((await viewer.call("POST", "/v1/keys", { body: key })).status).toBe(201);
    expect((await mine.owner.call("POST", `/v1/members/${id}/revoke-sessions`, { body: {} })).status).toBe(200);
    expect((await viewer.call("GET", "http://server.example/v1/session")).status).toBe(401);
    expect((await mine.owner.call("DELETE", `/v1/members/${id}`)).status).toBe(200);
    expect((await mine.owner.call("DELETE", `/v1/members/${id}`)).body.code).toBe("not-found");
  });

  it("always have an owner", async () => {
    const { owner } = await signUp(server, "Alone");
    const { id } = (await me(owner)).body.person;
    expect((await owner.call("DELETE", `/v1/members/${id}`)).body.code).toBe("last-owner");
    expect((await owner.call("PATCH", `/v1/members/${id}`, { body: { role: "viewer" } })).body.code).toBe("last-owner");
  });

  it("are those of the own tenant, whatever id is named", async () => {
    const other = await signUp(server, "Foreign");
    const { id } = (await me(other.owner)).body.person;
    const { body } = await other.owner.call("POST", "/v1/invitations", {
      body: { email: "f@x.example", role: "owner" },
    });
    const attempts: [string, string, unknown?][] = [
      ["PATCH", `/v1/members/${id}`, { role: "viewer" }],
      ["DELETE", `/v1/members/${id}`],
      ["POST", `/v1/members/${id}/revoke-sessions`, {}],
      ["DELETE", `/v1/invitations/${body.id}`],
    ];
    for (const [method, path, sent] of attempts)
      expect((await company.owner.call(method, path, sent === undefined ? {} : { body: sent })).body.code, path).toBe(
        "not-found",
      );
    expect(JSON.stringify((await company.owner.call("GET", "/v1/members")).body)).not.toContain(id);
    expect((await me(other.owner)).body.role).toBe("owner");
  });

  it("are in the audit log of both environments, with who changed what", async () => {
    const mine = await signUp(server, "Audited");
    const viewer = await joinAs(server, mine, "viewer");
    const { id } = (await me(viewer)).body.person;
    await mine.owner.call("PATCH", `/v1/members/${id}`, { body: { role: "analyst" } });
    await mine.owner.call("DELETE", `/v1/members/${id}`);
    for (const environment of ["test", "live"]) {
      const { body } = await mine.owner.call("GET", "/v1/audit", {
        headers: { "pricewright-environment": environment },
      });
      expect(body.entries.map(({ action, target }: Record<string, string>) => [action, target])).toEqual([
        ["member.remove", `person/${id}`],
        ["member.change-role", `person/${id}`],
        ["member.join", `person/${id}`],
        ["member.invite", expect.stringMatching(/^invitation\//)],
        ["tenant.create", `tenant/${mine.tenantId}`],
      ]);
      expect(body.entries[1]).toMatchObject({
        actor: expect.stringMatching(/^person\//),
        detail: { from: "viewer", to: "analyst" },
      });
    }
  });
});
