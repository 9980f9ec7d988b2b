import { doneResponse, firstOwnerRequest, sessionResponse } from "@pricewright/core/api";
import { Hono } from "hono";
import type { Authenticate } from "../keys/authenticate.ts";
import { callerAddress } from "../limits/caller-address.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { readTenant } from "../tenants/read-tenant.ts";
import { makeFirstOwner } from "./first-owner.ts";
import { ownPagesOnly } from "./own-pages-only.ts";
import { signInAnswer } from "./sign-in-answer.ts";

/** Who is signed in, and the first owner. */
export function personRoutes(services: Services, authenticate: Authenticate) {
  const { database, people, clock } = services;
  const session = createRoute({
    method: "get",
    path: "/v1/session",
    tags: ["Members"],
    summary: "Read who is signed in, and where",
    description:
      "The headers `pricewright-tenant` and `pricewright-environment` say which of the person's tenants and which " +
      "environment is meant; without them it is the first tenant's test environment.",
    security: [{ session: ["viewer"] }],
    middleware: [authenticate({ session: "viewer" })] as const,
    responses: { 200: answer("The person, the role and the tenants", sessionResponse), "4XX": problemAnswer },
  });
  const firstOwner = createRoute({
    method: "post",
    path: "/v1/first-owner",
    tags: ["Members"],
    summary: "Become the first owner of a server, by the link that it wrote when it started",
    security: [],
    middleware: [ownPagesOnly(people)] as const,
    request: { body: json(firstOwnerRequest) },
    responses: { 201: answer("It is done, and the owner is signed in", doneResponse), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(session, async (context) => {
      const { scope, role = "viewer", person } = context.get("principal");
      const memberships = person ? await people.membershipsOf(person.id) : [];
      const tenants = [];
      for (const { tenantId, role: held } of memberships) {
        const { id, name, deletionDueAt } = await readTenant(database, tenantId);
        tenants.push({ id, name, role: held, deletionDueAt });
      }
      return context.json(
        { person: person ?? null, role, tenant: scope.tenantId, environment: scope.environment, tenants },
        200,
      );
    })
    .openapi(firstOwner, async (context) => {
      const request = context.req.valid("json");
      await makeFirstOwner(database, people, request, clock());
      await signInAnswer(people, context, request);
      return context.json({ done: true as const }, 201);
    });
}

/** What of better-auth's own routes is open. */
const OPEN = new Set([
  "POST /auth/sign-in/email",
  "POST /auth/sign-in/social",
  "GET /auth/callback/sso",
  "POST /auth/link-social",
  "POST /auth/sign-out",
  "GET /auth/get-session",
  "GET /auth/list-sessions",
  "POST /auth/revoke-session",
  "POST /auth/revoke-sessions",
  "POST /auth/revoke-other-sessions",
  "POST /auth/change-password",
  "POST /auth/request-password-reset",
  "POST /auth/reset-password",
]);

/** Signing in and out: what better-auth answers, with errors as everywhere here. */
export function signInRoutes({ people, limits, addressHeader }: Services) {
  return new Hono<ServerEnvironment>().all("/auth/*", ownPagesOnly(people), async (context) => {
    const { method, path } = context.req;
    if (!OPEN.has(`${method} ${path}`))
      throw new RequestProblem("not-found", `There is nothing at ${method} ${path}. The API is described at /docs.`);
    const body = method === "POST" ? await context.req.text() : null;
    if (body !== null)
      for (const who of [callerAddress(context, addressHeader), emailOf(body)])
        if (who !== null) await limits.consumeAttempt(who);
    const { url, raw } = context.req;
    const response = await people.handle(new Request(url, { method, headers: raw.headers, body }));
    if (response.status < 400) return response;
    throw await toProblem(response);
  });
}

function emailOf(body: string): string | null {
  try {
    const { email } = JSON.parse(body) as { readonly email?: unknown };
    return typeof email === "string" ? email.toLowerCase() : null;
  } catch {
    return null;
  }
}

const CODES = { 401: "not-signed-in", 403: "wrong-origin", 404: "not-found", 429: "rate-limited" } as const;

async function toProblem(response: Response): Promise<RequestProblem> {
  const body: { readonly message?: unknown } = await response.json().catch(() => ({}));
  const detail = typeof body.message === "string" ? `${body.message}.` : "It was refused.";
  if (response.status >= 500) return new RequestProblem("internal-error", "The server could not answer this request.");
  return new RequestProblem(CODES[response.status as keyof typeof CODES] ?? "invalid-request", detail);
}
