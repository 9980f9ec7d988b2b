import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { timeout } from "hono/timeout";
import { accountRoutes } from "./accounts/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { billingRoutes } from "./billing/routes.ts";
import { catalogRoutes } from "./catalog/routes.ts";
import { checkoutRoutes } from "./checkouts/routes.ts";
import { sandboxRoutes } from "./checkouts/sandbox-routes.ts";
import { connectedAccountRoutes } from "./connected-accounts/routes.ts";
import { costTableRoutes } from "./cost-tables/routes.ts";
import { ledgerRoutes } from "./credits/ledger-routes.ts";
import { creditRoutes } from "./credits/routes.ts";
import { crossOrigin } from "./cross-origin/cross-origin.ts";
import { dashboardRoutes } from "./dashboard/routes.ts";
import { describeDocument } from "./documentation/describe-document.ts";
import { documentationRoutes } from "./documentation/routes.ts";
import { emptyingRoutes } from "./emptying/routes.ts";
import { evaluateRoutes } from "./evaluate/routes.ts";
import { readBeacon } from "./events/read-beacon.ts";
import { eventRoutes } from "./events/routes.ts";
import { experimentRoutes } from "./experiments/routes.ts";
import { healthRoutes } from "./health/routes.ts";
import { withIdempotency } from "./idempotency/with-idempotency.ts";
import { internalUnitRoutes } from "./internal-units/routes.ts";
import { createAuthenticator } from "./keys/authenticate.ts";
import { keyRoutes } from "./keys/routes.ts";
import { largestBody } from "./limits/largest-body.ts";
import { securityHeaders } from "./limits/security-headers.ts";
import { configRoutes } from "./local-evaluation/routes.ts";
import { requestLog } from "./logging/request-log.ts";
import { marginRoutes } from "./margin/routes.ts";
import { memberRoutes } from "./members/routes.ts";
import { JSON_LINES, movingRoutes } from "./moving/routes.ts";
import { personPages } from "./people/pages.ts";
import { personRoutes, signInRoutes } from "./people/routes.ts";
import { RequestProblem } from "./problems/problem.ts";
import { problemResponse } from "./problems/problem-response.ts";
import { refuseUnstorable } from "./problems/refuse-unstorable.ts";
import { providerWebhookRoutes } from "./provider-webhooks/routes.ts";
import { providerRoutes } from "./providers/routes.ts";
import { usageRoutes } from "./quotas/routes.ts";
import { quoteRoutes } from "./quotes/routes.ts";
import { resultRoutes } from "./results/routes.ts";
import type { ServerEnvironment } from "./server-environment.ts";
import type { Services } from "./services.ts";
import { tenantRoutes } from "./tenants/routes.ts";
import { unitRoutes } from "./units/routes.ts";
import { VERSION } from "./version.ts";
import { webhookRoutes } from "./webhooks/routes.ts";

/** Milliseconds after which a caller is told to come again. */
const ANSWERED_WITHIN = 30_000;
const LARGEST_BODY = 1024 * 1024;
const IMPORT = "/v1/import";
const MOVING = new Set([IMPORT, "/v1/export"]);

/** The whole server as one Hono app, without a port: `app.request()` and any runtime's server can call it. */
export function createApp(services: Services): OpenAPIHono<ServerEnvironment> {
  const authenticate = withIdempotency(createAuthenticator(services), services);
  const app = new OpenAPIHono<ServerEnvironment>();
  app.onError((error, context) => problemResponse(error, context));
  app.notFound((context) =>
    problemResponse(
      new RequestProblem(
        "not-found",
        `There is nothing at ${context.req.method} ${context.req.path}. The API is described at /docs.`,
      ),
      context,
    ),
  );
  app.use(requestLog(services));
  app.use(securityHeaders());
  app.use(
    "/v1/*",
    crossOrigin(services.corsOrigins),
    unlessMoving(largestBody(LARGEST_BODY)),
    unlessMoving(timeout(ANSWERED_WITHIN, tookTooLong as never)),
  );
  app.use("/v1/events", readBeacon());
  app.use("/v1/*", async (context, next) => {
    if (
      !["GET", "HEAD", "OPTIONS"].includes(context.req.method) &&
      hasBody(context) &&
      !isExpectedType(context.req.path, context.req.header("content-type") ?? "")
    ) {
      throw new RequestProblem(
        "unsupported-content-type",
        `Send the body with the header \`Content-Type: ${context.req.path === IMPORT ? JSON_LINES : "application/json"}\`.`,
      );
    }
    await next();
  });
  app.use("/v1/*", unlessMoving(refuseUnstorable()));
  app.route("/", catalogRoutes(services, authenticate));
  app.route("/", experimentRoutes(services, authenticate));
  app.route("/", evaluateRoutes(services, authenticate));
  app.route("/", eventRoutes(services, authenticate));
  app.route("/", resultRoutes(services, authenticate));
  app.route("/", unitRoutes(services, authenticate));
  app.route("/", emptyingRoutes(services, authenticate));
  app.route("/", internalUnitRoutes(services, authenticate));
  app.route("/", quoteRoutes(services, authenticate));
  app.route("/", checkoutRoutes(services, authenticate));
  app.route("/", sandboxRoutes(services));
  app.route("/", keyRoutes(services, authenticate));
  app.route("/", providerRoutes(services, authenticate));
  app.route("/", connectedAccountRoutes(services, authenticate));
  app.route("/", providerWebhookRoutes(services));
  app.route("/", webhookRoutes(services, authenticate));
  app.route("/", billingRoutes(services, authenticate));
  app.route("/", configRoutes(services, authenticate));
  app.route("/", usageRoutes(services, authenticate));
  app.route("/", auditRoutes(services, authenticate));
  app.route("/", accountRoutes(services, authenticate));
  app.route("/", ledgerRoutes(services, authenticate));
  app.route("/", creditRoutes(services, authenticate));
  app.route("/", costTableRoutes(services, authenticate));
  app.route("/", marginRoutes(services, authenticate));
  app.route("/", personRoutes(services, authenticate));
  app.route("/", memberRoutes(services, authenticate));
  app.route("/", movingRoutes(services, authenticate));
  app.route("/", tenantRoutes(services, authenticate));
  app.openAPIRegistry.registerComponent("securitySchemes", "secretKey", {
    type: "http",
    scheme: "bearer",
    description: "pw_sk_..., for servers",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "publishableKey", {
    type: "http",
    scheme: "bearer",
    description: "pw_pk_..., for browsers",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "accountToken", {
    type: "http",
    scheme: "bearer",
    description: "pw_at_..., for browsers that act for one account",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "pricewright.session_token",
    description: "of a person who signed in at /auth/sign-in/email; the role that is named, or a higher one",
  });
  const document = describeDocument(
    app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Pricewright API", version: VERSION } }),
  );
  app.get("/openapi.json", (context) => context.json(document));
  for (const path of ["/sign-in", "/sign-up", "/join"]) app.use(path, largestBody(LARGEST_BODY));
  app.use("/auth/*", largestBody(LARGEST_BODY), timeout(ANSWERED_WITHIN, tookTooLong as never));
  app.route("/", signInRoutes(services));
  app.route("/", personPages(services));
  app.route("/", healthRoutes(services));
  app.route("/", documentationRoutes());
  app.route("/", dashboardRoutes());
  return app;
}

function isExpectedType(path: string, type: string): boolean {
  const expected = path === IMPORT ? /^application\/x-ndjson\s*(;|$)/i : /^application\/json\s*(;|$)/i;
  return expected.test(type);
}

/** Whole environments are larger than a request, take longer, and are checked line by line. */
function unlessMoving(middleware: MiddlewareHandler<ServerEnvironment>): MiddlewareHandler<ServerEnvironment> {
  return (context, next) => (MOVING.has(context.req.path) ? next() : middleware(context, next));
}

/** By the headers where they tell: a request of Node has a stream also where nothing is in it. */
function hasBody({ req, env }: Context): boolean {
  if (!env?.incoming) return req.raw.body !== null;
  return req.header("transfer-encoding") !== undefined || (req.header("content-length") ?? "0") !== "0";
}

function tookTooLong(): RequestProblem {
  return new RequestProblem("timed-out", "The request took too long. Try again in a moment.", {
    headers: { "retry-after": "5" },
  });
}
