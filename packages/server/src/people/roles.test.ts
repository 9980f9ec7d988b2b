import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinAs, type SignedUp, signUp, type Visitor } from "../testing/sign-in.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { isAtLeast, ROLES, type Role } from "./roles.ts";

/** The least role that each route of people needs; null for routes of programs, which no session may call. */
const NEEDED: Readonly<Record<string, Role | null>> = {
  "delete /v1/internal-units/{kind}/{id}": "analyst",
  "delete /v1/invitations/{id}": "owner",
  "delete /v1/members/{id}": "owner",
  "delete /v1/providers/{provider}": "admin",
  "delete /v1/tenant/deletion": "owner",
  "delete /v1/units/{kind}/{id}": "owner",
  "delete /v1/webhook-endpoints/{id}": "admin",
  "get /v1/accounts": "viewer",
  "get /v1/accounts/{id}": "viewer",
  "get /v1/accounts/{id}/credits": "viewer",
  "get /v1/accounts/{id}/credits/ledger": "viewer",
  "get /v1/audit": "viewer",
  "get /v1/billing/status": "viewer",
  "get /v1/catalog": "viewer",
  "get /v1/catalog/diff": "viewer",
  "get /v1/catalog/versions": "viewer",
  "get /v1/catalog/versions/{version}": "viewer",
  "get /v1/catalog/withdrawals": "viewer",
  "get /v1/config": null,
  "get /v1/config/stream": null,
  "get /v1/connected-account": "viewer",
  "get /v1/cost-tables": "viewer",
  "get /v1/cost-tables/{id}/{version}": "viewer",
  "get /v1/events/recent": "viewer",
  "get /v1/experiments": "viewer",
  "get /v1/experiments/{key}": "viewer",
  "get /v1/experiments/{key}/results": "viewer",
  "get /v1/experiments/{key}/timeline": "viewer",
  "get /v1/export": "owner",
  "get /v1/internal-units": "viewer",
  "get /v1/invitations": "owner",
  "get /v1/keys": "viewer",
  "get /v1/license": "viewer",
  "get /v1/margin": "viewer",
  "get /v1/members": "viewer",
  "get /v1/providers": "viewer",
  "get /v1/providers/{provider}/webhooks": "viewer",
  "get /v1/session": "viewer",
  "get /v1/tenant": "viewer",
  "get /v1/units/{kind}/{id}": "viewer",
  "get /v1/usage": "viewer",
  "get /v1/webhook-endpoints": "viewer",
  "get /v1/webhook-endpoints/{id}/deliveries": "viewer",
  "patch /v1/experiments/{key}": "admin",
  "patch /v1/members/{id}": "owner",
  "post /v1/account-tokens": null,
  "post /v1/accounts/{id}/credits/charges": null,
  "post /v1/accounts/{id}/credits/grants": null,
  "post /v1/accounts/{id}/credits/grants/{grant}/expire": null,
  "post /v1/accounts/{id}/credits/grants/{grant}/void": null,
  "post /v1/accounts/{id}/credits/holds": null,
  "post /v1/accounts/{id}/credits/holds/{hold}/release": null,
  "post /v1/accounts/{id}/credits/holds/{hold}/settle": null,
  "post /v1/accounts/{id}/credits/refunds": null,
  "post /v1/billing/checkout": "admin",
  "post /v1/billing/portal": "admin",
  "post /v1/catalog": "admin",
  "post /v1/catalog/withdrawals": "admin",
  "post /v1/checkouts": null,
  "post /v1/connected-account/links": "admin",
  "post /v1/cost-tables": "admin",
  "post /v1/environment/empty": "owner",
  "post /v1/evaluate": null,
  "post /v1/events": null,
  "post /v1/experiments": "admin",
  "post /v1/experiments/{key}/archive": "admin",
  "post /v1/experiments/{key}/clone": "admin",
  "post /v1/experiments/{key}/conclude": "admin",
  "post /v1/experiments/{key}/exclusions": "analyst",
  "post /v1/experiments/{key}/pause": "admin",
  "post /v1/experiments/{key}/plan": "analyst",
  "post /v1/experiments/{key}/previews": "admin",
  "post /v1/experiments/{key}/reweight": "admin",
  "post /v1/experiments/{key}/start": "admin",
  "post /v1/identify": null,
  "post /v1/import": "owner",
  "post /v1/invitations": "owner",
  "post /v1/keys": "admin",
  "post /v1/keys/{id}/revoke": "admin",
  "post /v1/keys/{id}/rotate": "admin",
  "post /v1/members/{id}/revoke-sessions": "owner",
  "post /v1/providers/{provider}/rotate": "admin",
  "post /v1/providers/{provider}/test": "admin",
  "post /v1/quotes/verify": null,
  "post /v1/tenant/deletion": "owner",
  "post /v1/webhook-endpoints": "admin",
  "post /v1/webhook-endpoints/{id}/deliveries/{delivery}/redeliver": "admin",
  "post /v1/webhook-endpoints/{id}/test": "admin",
  "put /v1/accounts/{id}": "admin",
  "put /v1/internal-units/{kind}/{id}": "analyst",
  "put /v1/providers/{provider}": "admin",
};

/** Anybody may ask for these: with the token of a link, where sign-up is open, or with a provider's signature. */
const OPEN = new Set([
  "post /v1/billing/webhooks/{provider}",
  "post /v1/connected-account/webhooks",
  "post /v1/first-owner",
  "post /v1/invitations/accept",
  "post /v1/tenants",
  "post /v1/webhooks/{provider}/{tenant}",
]);

let server: TestServer;
let company: SignedUp;
let routes: string[];
const people = new Map<Role, Visitor>();

beforeAll(async () => {
  server = await startTestServer();
  company = await signUp(server);
  for (const role of ROLES) people.set(role, role === "owner" ? company.owner : await joinAs(server, company, role));
  const { body } = await server.call("GET", "/openapi.json");
  routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
});
afterAll(() => server.drop());

function call(visitor: Visitor, route: string) {
  const [method = "", path = ""] = route.split(" ");
  const address = path
    .replace("{kind}", "visitor")
    .replace("{version}", "1")
    .replace(/\{\w+\}/g, "nothing");
  return visitor.call(method.toUpperCase(), address, {
    ...(["get", "delete"].includes(method) ? {} : { body: path === "/v1/import" ? "x" : {} }),
    headers: path === "/v1/import" ? { "content-type": "application/x-ndjson" } : {},
  });
}

describe("roles", () => {
  it("are set for every route", () => {
    expect([...Object.keys(NEEDED), ...OPEN].sort()).toEqual(routes.sort());
  });

  it.each(ROLES)("let a %s do what the role may, and nothing else", async (role) => {
    const visitor = people.get(role) as Visitor;
    for (const [route, needed] of Object.entries(NEEDED)) {
      const { body, status } = await call(visitor, route);
      if (needed === null) expect([route, status, body.code]).toEqual([route, 403, "forbidden"]);
      else if (isAtLeast(role, needed))
        expect([route, /forbidden|role/.test(body.code), status < 500]).toEqual([route, false, true]);
      else expect([route, status, body.code]).toEqual([route, 403, "missing-role"]);
    }
  });

  it("are said in the API's description, as they are enforced", async () => {
    const { body } = await server.call("GET", "/openapi.json");
    const own = Object.entries(NEEDED).filter(([route]) => {
      const [method = "", path = ""] = route.split(" ");
      return body.paths[path][method].security?.every((way: object) => "session" in way) === true;
    });
    expect(own.length).toBeGreaterThan(10);
    for (const [route, needed] of own) {
      const [method = "", path = ""] = route.split(" ");
      expect([route, body.paths[path][method].security]).toEqual([route, [{ session: [needed] }]]);
    }
  });
});
