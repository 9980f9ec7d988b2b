import { z } from "@hono/zod-openapi";
import {
  deletedProvider,
  type ProviderName,
  type ProviderResource,
  type ProviderSecret,
  providerList,
  providerName,
  providerResource,
  providerTest,
  receivedWebhookList,
  rotateProviderRequest,
  setProviderRequest,
} from "@pricewright/core/api";
import { platformStripe } from "../connected-accounts/platform-stripe.ts";
import type { Scope } from "../database/database.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { pageQuery } from "../lists/page-query.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import { listReceived } from "../provider-webhooks/list-received.ts";
import type { Services } from "../services.ts";
import { deleteProvider, rotateProvider, setProvider, testProvider } from "./change-provider.ts";
import { type ProviderKeyRow, readProviderKeys } from "./provider-keys.ts";

const params = z.object({ provider: providerName });

/** Tenants' own keys at payment providers. */
export function providerRoutes(services: Services, authenticate: Authenticate) {
  const { database, clock } = services;
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Providers"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/providers",
    summary: "List payment providers, by the last four characters of their keys",
    responses: { 200: answer("Every provider whose key is set", providerList), "4XX": problemAnswer },
  });
  const set = createRoute({
    ...base,
    method: "put",
    path: "/v1/providers/{provider}",
    summary: "Set your own key of a payment provider",
    description:
      "The provider is asked whose key it is. It is kept sealed and never shown again. A key of another account than the " +
      "stored one is refused unless that is meant.",
    request: { params, body: json(setProviderRequest) },
    responses: { 200: answer("The provider", providerResource), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const test = createRoute({
    ...base,
    method: "post",
    path: "/v1/providers/{provider}/test",
    summary: "Ask the provider what the key may not do",
    request: { params },
    responses: { 200: answer("What it says", providerTest), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const rotate = createRoute({
    ...base,
    method: "post",
    path: "/v1/providers/{provider}/rotate",
    summary: "Put a new key or webhook secret in the place of one, which is used too for a while",
    request: { params, body: json(rotateProviderRequest) },
    responses: { 200: answer("The provider", providerResource), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const remove = createRoute({
    ...base,
    method: "delete",
    path: "/v1/providers/{provider}",
    summary: "Forget a provider's secrets",
    request: { params },
    responses: { 200: answer("What that ends", deletedProvider), "4XX": problemAnswer },
  });
  const received = createRoute({
    ...base,
    method: "get",
    path: "/v1/providers/{provider}/webhooks",
    summary: "List what the provider sent, newest first, and what waits for its unit or never got one",
    request: {
      params,
      query: pageQuery.extend({
        status: z.enum(["pending", "processed", "waiting", "unattributed", "failed"]).optional(),
      }),
    },
    responses: { 200: answer("A part of the webhooks", receivedWebhookList), "4XX": problemAnswer },
  });
  const readAll = async (scope: Scope, origin: string): Promise<ProviderResource[]> => {
    const keys = await database.inScope(scope, (queries) => readProviderKeys(queries, scope, clock()));
    return [...Map.groupBy(keys, ({ provider }) => provider)].flatMap(([provider, own]) =>
      toResource(provider, own, scope, origin),
    );
  };
  const read = async (scope: Scope, provider: ProviderName, origin: string): Promise<ProviderResource> => {
    const found = (await readAll(scope, origin)).find((one) => one.provider === provider);
    if (!found) throw new RequestProblem("not-found", "The provider was deleted at the same moment.");
    return found;
  };
  return createRoutes()
    .openapi(list, async (context) => {
      const { origin } = new URL(context.req.url);
      const { scope } = context.get("principal");
      const providers = await readAll(scope, origin);
      const takesPayments = platformStripe(services.providers, scope) !== null;
      return context.json({ mode: services.providers.mode, takesPayments, providers }, 200);
    })
    .openapi(set, async (context) => {
      const caller = context.get("principal");
      const { provider } = context.req.valid("param");
      await setProvider(services, caller, provider, context.req.valid("json"));
      return context.json(await read(caller.scope, provider, new URL(context.req.url).origin), 200);
    })
    .openapi(test, async (context) => {
      const { provider } = context.req.valid("param");
      return context.json(await testProvider(services, context.get("principal").scope, provider), 200);
    })
    .openapi(rotate, async (context) => {
      const caller = context.get("principal");
      const { provider } = context.req.valid("param");
      await rotateProvider(services, caller, provider, context.req.valid("json"));
      return context.json(await read(caller.scope, provider, new URL(context.req.url).origin), 200);
    })
    .openapi(remove, async (context) => {
      const { provider } = context.req.valid("param");
      return context.json(await deleteProvider(services, context.get("principal"), provider), 200);
    })
    .openapi(received, async (context) => {
      const { scope } = context.get("principal");
      const { provider } = context.req.valid("param");
      const query = context.req.valid("query");
      return context.json(
        await database.inScope(scope, (queries) => listReceived(queries, scope, { provider, ...query })),
        200,
      );
    });
}

function toResource(
  provider: ProviderName,
  keys: readonly ProviderKeyRow[],
  { tenantId, environment }: Scope,
  origin: string,
): ProviderResource[] {
  const apiKey = toSecret(keys, "api-key");
  if (!apiKey) return [];
  return [
    {
      provider,
      environment,
      account: keys.find(({ kind }) => kind === "api-key")?.account ?? null,
      apiKey,
      webhookSecret: toSecret(keys, "webhook-secret"),
      webhookUrl: `${origin}/v1/webhooks/${provider}/${encodeURIComponent(tenantId)}`,
    },
  ];
}

function toSecret(keys: readonly ProviderKeyRow[], wanted: ProviderKeyRow["kind"]): ProviderSecret | null {
  const [current, previous] = keys.filter(({ kind }) => kind === wanted);
  if (!current) return null;
  return {
    lastFour: current.lastFour,
    createdAt: new Date(current.createdAt).toISOString(),
    previousUntil: previous?.expiresAt ? new Date(previous.expiresAt).toISOString() : null,
  };
}
