import { type EventResult, recentEventList, trackRequest, trackResponse } from "@pricewright/core/api";
import { derivedAttributes } from "../evaluate/derived-attributes.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { callerAddress } from "../limits/caller-address.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { pageQuery } from "../lists/page-query.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { checkEvents } from "./check-events.ts";
import { RECENT_PLACE, readRecent, recentPlace } from "./read-recent.ts";
import { type EventResults, sortOut } from "./sort-out.ts";

/** Taking in events, and watching them come. */
export function eventRoutes(services: Services, authenticate: Authenticate) {
  const {
    database,
    pricing,
    secretsOf,
    clock,
    countryHeader,
    addressHeader,
    metrics,
    eventStream,
    eventStore,
    limitNewUnits,
  } = services;
  const track = createRoute({
    method: "post",
    path: "/v1/events",
    tags: ["Events"],
    summary: "Report exposures and sales",
    description:
      "Up to 1,000 events, each judged by itself: nothing is stored of a rejected one, everything of an accepted one. " +
      "The same id again is a duplicate and counts once. From a publishable key only exposures with their quote count.",
    security: [{ secretKey: ["events"] }, { publishableKey: [] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "events", publishable: true, account: true })] as const,
    request: { body: json(trackRequest) },
    responses: { 200: answer("What became of each event, in the order sent", trackResponse), "4XX": problemAnswer },
  });
  const recent = createRoute({
    method: "get",
    path: "/v1/events/recent",
    tags: ["Events"],
    summary: "Watch events arrive, newest first",
    description: "Those that count nowhere too, with why. The parts are of 100 events unless `limit` says otherwise.",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { query: pageQuery.extend({ limit: pageQuery.shape.limit.default(100) }) },
    responses: { 200: answer("A part of the events", recentEventList), "4XX": problemAnswer },
  });
  const routes = createRoutes().openapi(recent, async (context) => {
    const { scope } = context.get("principal");
    const { cursor, limit } = context.req.valid("query");
    const before = readCursor(cursor, RECENT_PLACE);
    const found = await database.inScope(scope, (queries) => readRecent(queries, scope, { before, limit: limit + 1 }));
    const events = found.slice(0, limit);
    const last = events.at(-1);
    const nextCursor = found.length > limit && last ? toCursor(recentPlace(last)) : null;
    return context.json({ events, nextCursor }, 200);
  });
  return routes.openapi(track, async (context) => {
    const caller = context.get("principal");
    const { events, sentAt } = context.req.valid("json");
    const [prices, secrets] = await Promise.all([pricing.get(caller.scope), secretsOf(caller.scope.tenantId)]);
    const now = clock();
    const { accepted: checked, rejected } = await checkEvents({
      events,
      sentAt,
      pricing: prices,
      caller,
      secrets,
      now,
    });
    const address = callerAddress(context, addressHeader);
    const accepted = await limitNewUnits({ caller, address, events: checked, log: context.get("log") });
    const batch = {
      scope: caller.scope,
      source: caller.kind === "secret" ? "server" : "browser",
      events: accepted,
      derived: derivedAttributes((name) => context.req.header(name), countryHeader),
    };
    const answerWith = (stored: EventResults): readonly EventResult[] => {
      const results = new Map([...rejected, ...accepted.map((event) => [event.position, stored.get(event)] as const)]);
      return events.map((_, position) => results.get(position) as EventResult);
    };
    if (accepted.length === 0) return context.json({ results: answerWith(new Map()) }, 200);
    if (await eventStream.keep({ ...batch, receivedAt: now.toISOString() })) {
      const seen = accepted.map((checked) => ({ checked }));
      return context.json({ results: answerWith(sortOut(seen, new Map()).results), deferred: true as const }, 200);
    }
    const results = answerWith(await eventStore(caller.scope, { ...batch, pricing: prices, secrets, now }));
    metrics.eventsFolded(results.filter(({ status }) => status === "accepted").length);
    return context.json({ results }, 200);
  });
}
