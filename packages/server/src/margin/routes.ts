import { z } from "@hono/zod-openapi";
import { marginResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readMargin } from "./read-margin.ts";

const DAY = 86_400_000;
/** Days that a report is about which names none. */
const DAYS = 30;

const time = z.iso.datetime({
  offset: true,
  error: 'use an ISO 8601 time with a zone, such as "2026-03-01T00:00:00Z"',
});
const query = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'use an ISO 4217 code of three capital letters, such as "USD"')
    .optional(),
});

/** What is left of what usage brings. */
export function marginRoutes({ database, clock }: Services, authenticate: Authenticate) {
  const report = createRoute({
    method: "get",
    path: "/v1/margin",
    tags: ["Margin"],
    summary: "Revenue, cost and margin: by plan, model, customer, variant and day",
    description:
      "Of the last 30 days unless `from` or `to` say otherwise. Revenue is what usage was charged at and what was paid for " +
      "plans (`fee`), net of refunds; money for credits, in packs or included in plans, is revenue once they are used. Costs " +
      "are what charged usage cost and what `cost` events report (`fixed`). Usage on customers' own keys is apart.",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { query },
    responses: { 200: answer("The report, and what to do about it", marginResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(report, async (context) => {
    const { scope } = context.get("principal");
    const { from, to, currency } = context.req.valid("query");
    const end = to === undefined ? clock() : new Date(to);
    const start = from === undefined ? new Date(end.getTime() - DAYS * DAY) : new Date(from);
    const range = { from: start.toISOString(), to: end.toISOString(), currency };
    return context.json(await database.inScope(scope, (queries) => readMargin(queries, scope, range)), 200);
  });
}
