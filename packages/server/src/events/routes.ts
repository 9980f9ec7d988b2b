import { type EventResult, trackRequest, trackResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { checkEvents } from "./check-events.ts";
import { storeEvents } from "./store-events.ts";

/** Taking in events. */
export function eventRoutes({ database, pricing, clock }: Services, authenticate: Authenticate) {
  const track = createRoute({
    method: "post",
    path: "/v1/events",
    tags: ["Events"],
    summary: "Report exposures and sales",
    description:
      "Up to 1,000 events, each judged by itself: nothing is stored of a rejected one, everything of an accepted one. " +
      "The same id again is a duplicate and counts once. Events from a publishable key are kept and count nowhere.",
    security: [{ secretKey: [] }, { publishableKey: [] }],
    middleware: [authenticate("secret", "publishable")] as const,
    request: { body: json(trackRequest) },
    responses: { 200: answer("What became of each event, in the order sent", trackResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(track, async (context) => {
    const caller = context.get("principal");
    const { events } = context.req.valid("json");
    const prices = await pricing.get(caller.scope);
    const { accepted, rejected } = checkEvents(events, prices, caller, clock());
    const stored =
      accepted.length === 0
        ? new Map<number, EventResult>()
        : await database.inScope(caller.scope, (queries) =>
            storeEvents(queries, {
              scope: caller.scope,
              source: caller.kind === "publishable" ? "browser" : "server",
              events: accepted,
              pricing: prices,
            }),
          );
    const results = events.map((_, position) => (rejected.get(position) ?? stored.get(position)) as EventResult);
    return context.json({ results }, 200);
  });
}
