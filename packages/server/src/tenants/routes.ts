import {
  createdTenant,
  createTenantRequest,
  deleteTenantRequest,
  licenseResource,
  tenantResource,
} from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { licenseStatus } from "../licenses/license-status.ts";
import { callerAddress } from "../limits/caller-address.ts";
import { ownPagesOnly } from "../people/own-pages-only.ts";
import { signInAnswer } from "../people/sign-in-answer.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { askForDeletion, takeDeletionBack } from "./deletion.ts";
import { readTenant } from "./read-tenant.ts";
import { signUp } from "./sign-up.ts";

/** Sign-up, and what became of it. */
export function tenantRoutes(services: Services, authenticate: Authenticate) {
  const { database, people, limits, addressHeader, license, clock } = services;
  const viewer: [ReturnType<Authenticate>] = [authenticate({ session: "viewer" })];
  const create = createRoute({
    method: "post",
    path: "/v1/tenants",
    tags: ["Tenants"],
    summary: "Sign up: a tenant, its owner, its first keys, and a trial of 14 days",
    description: "Open to anybody, to who has a link, or to nobody, as the server is set up.",
    security: [],
    middleware: [ownPagesOnly(people)] as const,
    request: { body: json(createTenantRequest) },
    responses: {
      201: answer("The tenant, and its keys, which are shown only now", createdTenant),
      "4XX": problemAnswer,
    },
  });
  const read = createRoute({
    method: "get",
    path: "/v1/tenant",
    tags: ["Tenants"],
    summary: "Read the own tenant, and how far it is made",
    security: [{ session: ["viewer"] }],
    middleware: viewer,
    responses: { 200: answer("The tenant", tenantResource), "4XX": problemAnswer },
  });
  const owner: [ReturnType<Authenticate>] = [authenticate({ session: "owner" })];
  const deletion = { path: "/v1/tenant/deletion", tags: ["Tenants"], security: [{ session: ["owner"] }] };
  const askToDelete = createRoute({
    ...deletion,
    method: "post",
    middleware: owner,
    summary: "Delete the own tenant in 7 days, with everything of it",
    description:
      "Until then everything works, and it can be taken back. Then every row of both environments goes, with its keys, " +
      "and people who belong to no other tenant.",
    request: { body: json(deleteTenantRequest) },
    responses: { 200: answer("The tenant, and when it is deleted", tenantResource), "4XX": problemAnswer },
  });
  const takeBack = createRoute({
    ...deletion,
    method: "delete",
    middleware: owner,
    summary: "Take a deletion back",
    responses: { 200: answer("The tenant, which stays", tenantResource), "4XX": problemAnswer },
  });
  const readLicense = createRoute({
    method: "get",
    path: "/v1/license",
    tags: ["Tenants"],
    summary: "Read what this server's licence is",
    security: [{ session: ["viewer"] }],
    middleware: viewer,
    responses: { 200: answer("The licence, or that there is none", licenseResource), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(create, async (context) => {
      const request = context.req.valid("json");
      const address = callerAddress(context, addressHeader);
      if (address !== null) await limits.consumeAttempt(address);
      const { tenantId, keys } = await signUp(services, request);
      await signInAnswer(people, context, request.owner);
      return context.json({ ...(await readTenant(database, tenantId)), keys }, 201);
    })
    .openapi(read, async (context) => {
      return context.json(await readTenant(database, context.get("principal").scope.tenantId), 200);
    })
    .openapi(askToDelete, async (context) => {
      const { scope, id: actor } = context.get("principal");
      const { tenantId } = scope;
      await askForDeletion(database, { tenantId, actor, now: clock() }, context.req.valid("json").name);
      return context.json(await readTenant(database, tenantId), 200);
    })
    .openapi(takeBack, async (context) => {
      const { scope, id: actor } = context.get("principal");
      const { tenantId } = scope;
      await takeDeletionBack(database, { tenantId, actor, now: clock() });
      return context.json(await readTenant(database, tenantId), 200);
    })
    .openapi(readLicense, async (context) => context.json(await licenseStatus(license, clock()), 200));
}
