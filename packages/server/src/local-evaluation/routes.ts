import { z } from "@hono/zod-openapi";
import { CONFIG_SCHEMA_VERSION, type ConfigResponse, configResponse } from "@pricewright/core/api";
import { requiredFeatures } from "@pricewright/core/experiments";
import { experimentDefinition } from "@pricewright/core/recording";
import { streamSSE } from "hono/streaming";
import { type Pricing, recordsSince } from "../experiments/pricing-cache.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import type { Principal } from "../keys/principal.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import { quoteKey } from "../quotes/tenant-quotes.ts";
import type { Services } from "../services.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import { configVersion } from "./config-version.ts";

/** After this a stream ends and its reader comes again, with a key that is looked at again. */
const LONGEST_STREAM = 10 * 60_000;
/** A line now and then keeps proxies from ending a quiet stream. */
const HEARTBEAT = 15_000;

/** What a server needs to evaluate by itself, and word of every change. */
export function configRoutes({ pricing, secretsOf, configChanges }: Services, authenticate: Authenticate) {
  const base = {
    tags: ["Local evaluation"],
    security: [{ secretKey: ["evaluate"] }],
    middleware: [authenticate({ secret: "evaluate" })] as [ReturnType<Authenticate>],
  };
  const read = createRoute({
    ...base,
    method: "get",
    path: "/v1/config",
    summary: "Everything that local evaluation needs",
    request: { headers: z.object({ "if-none-match": z.string().optional() }) },
    responses: {
      200: answer("The configuration", configResponse),
      304: { description: "It is still the one of the ETag" },
      "4XX": problemAnswer,
    },
  });
  const stream = createRoute({
    ...base,
    method: "get",
    path: "/v1/config/stream",
    summary: "Word of every change, as server-sent events",
    description: "An event `config` with the version there is, then one within a second of every change.",
    responses: {
      200: { description: "Events named `config`", content: { "text/event-stream": { schema: z.string() } } },
      "4XX": problemAnswer,
    },
  });
  return createRoutes()
    .openapi(read, async (context) => {
      const caller = context.get("principal");
      const [prices, secrets] = await Promise.all([pricing.get(caller.scope), secretsOf(caller.scope.tenantId)]);
      const config = toConfig(prices, caller, secrets);
      const etag = `"${config.version}"`;
      const known = context.req
        .valid("header")
        ["if-none-match"]?.split(",")
        .map((tag) => tag.trim().replace(/^W\//, ""));
      if (known?.includes(etag)) return context.body(null, 304, { etag });
      return context.json(config, 200, { etag, "cache-control": "private, no-store" });
    })
    .openapi(stream, (context) => {
      const { scope } = context.get("principal");
      return streamSSE(context, async (sse) => {
        const ending: (() => void)[] = [];
        await new Promise<void>((end) => {
          const send = (text: string) => void sse.write(text).catch(end);
          const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT);
          const longest = setTimeout(end, LONGEST_STREAM);
          sse.onAbort(end);
          ending.push(
            () => clearInterval(heartbeat),
            () => clearTimeout(longest),
            configChanges.onClose(end),
            configChanges.watch(scope, (version) =>
              send(`event: config\nid: ${version}\ndata: ${JSON.stringify({ version })}\n\n`),
            ),
          );
        });
        for (const stop of ending) stop();
      });
    });
}

function toConfig(prices: Pricing, { scope, keyId }: Principal, secrets: TenantSecrets): ConfigResponse {
  const { experiments, catalogs, withdrawn, internalUnits: internal, emptiedAt } = prices;
  const { tenantId, environment } = scope;
  const open = [...experiments.values()].filter(({ status }) => status !== "draft" && status !== "archived");
  const newest = catalogs.at(-1)?.version ?? 0;
  const wanted = new Set([newest, ...open.map(({ catalogVersion }) => catalogVersion)]);
  const facts = { catalogVersion: newest, withdrawn: withdrawn.values(), internal, emptiedAt };
  return {
    schemaVersion: CONFIG_SCHEMA_VERSION,
    version: configVersion({ ...facts, experiments: experiments.values() }),
    tenant: tenantId,
    environment,
    experiments: open.map((row) => {
      const definition = experimentDefinition(row);
      const { catalogVersion, startedAt, endedAt, settings } = row;
      const { memoryDays, releaseAfterDays } = settings;
      return {
        definition: { ...definition, requires: requiredFeatures(definition) },
        catalogVersion,
        startedAt: toIso(startedAt),
        endedAt: toIso(endedAt),
        memoryDays,
        releaseAfterDays,
      };
    }),
    catalogs: catalogs
      .filter(({ version }) => wanted.has(version))
      .map(({ version, document }) => ({ version, catalog: document })),
    withdrawn: [...withdrawn.keys()],
    internal,
    recordsSince: recordsSince(prices)?.toISOString() ?? null,
    keys: {
      quote: { id: keyId, secret: toText(quoteKey(scope, keyId, secrets).secret) },
      frozen: toText(secrets.derive(`frozen/${environment}`)),
      variants: toText(secrets.derive("variants")),
    },
  };
}

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function toText(secret: Uint8Array): string {
  return Buffer.from(secret).toString("base64url");
}
