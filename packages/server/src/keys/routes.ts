import { z } from "@hono/zod-openapi";
import {
  accountTokenRequest,
  accountTokenResponse,
  createdKey,
  createKeyRequest,
  keyList,
  keyResource,
  rotateKeyRequest,
} from "@pricewright/core/api";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { ACCOUNT_TOKEN_SECONDS, signAccountToken } from "./account-token.ts";
import type { Authenticate } from "./authenticate.ts";
import { createKey, type NewKey, revokeKey, rotateKey } from "./change-keys.ts";
import { listKeys, toKeyResource } from "./queries.ts";

const params = z.object({ id: z.string().min(1).max(128) });
const ROTATED_WITHIN = 24;

/** The keys of a tenant, and tokens for its accounts. */
export function keyRoutes(services: Services, authenticate: Authenticate) {
  const { database, secretsOf, clock } = services;
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Keys"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const made = { 201: answer("The key, which is shown only now", createdKey), "4XX": problemAnswer };

  const create = createRoute({
    ...base,
    method: "post",
    path: "/v1/keys",
    summary: "Make a key",
    description: "It belongs to the environment of the one who asks, and can do no more than they can.",
    request: { body: json(createKeyRequest) },
    responses: made,
  });
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/keys",
    summary: "List keys, by their last four characters",
    responses: { 200: answer("Every key of the environment, oldest first", keyList), "4XX": problemAnswer },
  });
  const rotate = createRoute({
    ...base,
    method: "post",
    path: "/v1/keys/{id}/rotate",
    summary: "Make a key in the place of one, which works on for a while",
    request: { params, body: { ...json(rotateKeyRequest), required: false } },
    responses: made,
  });
  const revoke = createRoute({
    ...base,
    method: "post",
    path: "/v1/keys/{id}/revoke",
    summary: "End a key at once, with the quotes and account tokens it gave",
    request: { params },
    responses: { 200: answer("The key", keyResource), "4XX": problemAnswer },
  });
  const accountToken = createRoute({
    method: "post",
    path: "/v1/account-tokens",
    tags: ["Keys"],
    summary: "Make a token with which a browser acts for one account, for 15 minutes",
    description: "Take the account from your own session. The account's attributes count as your server's word.",
    security: [{ secretKey: ["evaluate"] }],
    middleware: [authenticate({ secret: "evaluate" })] as const,
    request: { body: json(accountTokenRequest) },
    responses: { 201: answer("The token", accountTokenResponse), "4XX": problemAnswer },
  });
  const shown = ({ row, key }: NewKey) => ({ ...toKeyResource(row), key });

  return createRoutes()
    .openapi(create, async (context) =>
      context.json(shown(await createKey(services, context.get("principal"), context.req.valid("json"))), 201),
    )
    .openapi(list, async (context) => {
      const { scope } = context.get("principal");
      const rows = await database.inScope(scope, (queries) => listKeys(queries, scope));
      return context.json({ keys: rows.map(toKeyResource) }, 200);
    })
    .openapi(rotate, async (context) => {
      const { id } = context.req.valid("param");
      const hours = context.req.valid("json")?.overlapHours ?? ROTATED_WITHIN;
      return context.json(shown(await rotateKey(services, context.get("principal"), id, hours)), 201);
    })
    .openapi(revoke, async (context) => {
      const { id } = context.req.valid("param");
      return context.json(toKeyResource(await revokeKey(services, context.get("principal"), id)), 200);
    })
    .openapi(accountToken, async (context) => {
      const { scope, keyId } = context.get("principal");
      const { account, attributes = {} } = context.req.valid("json");
      const expires = Math.floor(clock().getTime() / 1000) + ACCOUNT_TOKEN_SECONDS;
      const content = {
        tenant: scope.tenantId,
        environment: scope.environment,
        key: keyId,
        account,
        attributes,
        expires,
      };
      const token = signAccountToken(content, await secretsOf(scope.tenantId));
      return context.json({ token, expiresAt: new Date(expires * 1000).toISOString() }, 201);
    });
}
