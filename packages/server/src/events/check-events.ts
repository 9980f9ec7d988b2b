import { hash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type ConversionEvent,
  type EventResult,
  type FieldProblem,
  type PricingEvent,
  pricingEvent,
} from "@pricewright/core/api";
import { findProductPrice } from "@pricewright/core/catalog";
import { type Quote, verifyQuote } from "@pricewright/core/quotes";
import { armsOf, type ExperimentExposure } from "@pricewright/core/recording";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { findUnstorable } from "../problems/find-unstorable.ts";
import { fieldProblems } from "../problems/problem-response.ts";
import { findQuoteKey } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";

/** An event that may be stored. */
export interface CheckedEvent {
  /** Its place in the request. */
  readonly position: number;
  readonly event: PricingEvent;
  /** Whose it is; a quote's unit for what a browser reports. */
  readonly unit: UnitId;
  /** Milliseconds since 1970, by this server's clock. */
  readonly occurredAt: number;
  /** Hash of what it says, to tell a repetition from another event under the same id. */
  readonly bodyHash: string;
  /** Empty for an event that counts; else why it is kept and counts nowhere. */
  readonly unverified: string;
  /** The verified quote of a quoted exposure. */
  readonly quote: Quote | null;
  /** Of a sale on a verified quote: what it names. */
  readonly quoted: QuotedSale | null;
}

/** Whom a sale's quote was given to, and the arms that it names. */
interface QuotedSale {
  readonly unit: UnitId;
  readonly arms: readonly ExperimentExposure[];
}

/** What was found out about a batch. */
export interface CheckedEvents {
  readonly accepted: readonly CheckedEvent[];
  /** Results of the events that were refused, by position. */
  readonly rejected: ReadonlyMap<number, EventResult>;
}

/** What events are judged by. */
export interface CheckEventsInput {
  readonly events: readonly unknown[];
  /** The sender's clock when it sent them. */
  readonly sentAt: string | undefined;
  readonly pricing: Pricing;
  readonly caller: Principal;
  readonly secrets: TenantSecrets;
  readonly now: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far ahead of this server's clock an event or an identification may be, in milliseconds. */
export const MOST_AHEAD = 5 * MINUTE;
/** How late an event may come: for as long ids are kept to find repetitions. */
const LATEST_DAYS = { browser: 7, server: 90 } as const;

/** Events that are read in one go; then whoever waits for this thread has a turn. */
const AT_ONCE = 100;

/** Reads every event by itself: one that is refused does not hold up the others. */
export async function checkEvents(input: CheckEventsInput): Promise<CheckedEvents> {
  const accepted: CheckedEvent[] = [];
  const rejected = new Map<number, EventResult>();
  const skew =
    input.caller.kind === "secret" || input.sentAt === undefined ? 0 : input.now.getTime() - Date.parse(input.sentAt);
  for (const [position, sent] of input.events.entries()) {
    if (position % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const parsed = pricingEvent.safeParse(sent);
    const occurredAt = parsed.success ? Date.parse(parsed.data.occurredAt) + skew : 0;
    const unstorable = findUnstorable(sent);
    const problems =
      unstorable.length > 0
        ? unstorable
        : parsed.success
          ? findProblems(parsed.data, occurredAt, input)
          : fieldProblems(parsed.error);
    if (!parsed.success || problems.length > 0) {
      rejected.set(position, { id: idOf(sent), status: "rejected", problems });
      continue;
    }
    const event = parsed.data;
    accepted.push({
      position,
      event,
      occurredAt,
      bodyHash: hash("sha256", JSON.stringify(event), "base64url").slice(0, 22),
      ...verify(event, input),
    });
  }
  return { accepted, rejected };
}

/** Whose an event is, and whether it may be believed. */
function verify(
  event: PricingEvent,
  input: CheckEventsInput,
): Pick<CheckedEvent, "unit" | "unverified" | "quote" | "quoted"> {
  const { caller } = input;
  if (event.type !== "quoted-exposure") {
    const unverified = caller.kind === "secret" ? "" : "no-quote";
    return {
      unit: event.unit,
      unverified,
      quote: null,
      quoted: event.type === "conversion" ? quoted(event, input) : null,
    };
  }
  const result = readQuote(event.quote, event.occurredAt, input);
  if (!result.ok) return { unit: { kind: "visitor", id: "" }, unverified: result.code, quote: null, quoted: null };
  const { unit } = result.quote;
  const own = caller.kind !== "account" || (unit.kind === "account" && unit.id === caller.account?.id);
  const unverified = !own ? "wrong-unit" : result.quote.preview ? "preview-quote" : "";
  return { unit, unverified, quote: unverified === "" ? result.quote : null, quoted: null };
}

/** Whether a quote was genuine at the time of an event, whoever it was given to. */
function readQuote(token: string, occurredAt: string, { caller, pricing, secrets, now }: CheckEventsInput) {
  return verifyQuote(token, {
    findKey: findQuoteKey(caller.scope, pricing, secrets),
    tenant: caller.scope.tenantId,
    environment: caller.scope.environment,
    // An event may be reported a while after the quote has expired: it happened before.
    at: new Date(Date.parse(occurredAt) < now.getTime() ? Date.parse(occurredAt) : now),
    since: pricing.emptiedAt,
    anyUnit: true,
  });
}

/** What a sale's quote names. A sale is counted whatever its quote is; then it is not known what was quoted. */
function quoted({ quote, occurredAt }: ConversionEvent, input: CheckEventsInput): QuotedSale | null {
  if (quote === undefined) return null;
  const result = readQuote(quote, occurredAt, input);
  if (!result.ok || result.quote.preview) return null;
  return { unit: result.quote.unit, arms: armsOf(result.quote, input.pricing, input.secrets.derive("variants")) };
}

function findProblems(
  event: PricingEvent,
  occurredAt: number,
  { pricing, caller, now }: CheckEventsInput,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, code: string, message: string) => problems.push({ field, code, message });
  const days = LATEST_DAYS[caller.kind === "secret" ? "server" : "browser"];
  if (occurredAt > now.getTime() + MOST_AHEAD)
    add("occurredAt", "in-the-future", "the event lies more than 5 minutes in the future");
  if (occurredAt < now.getTime() - days * DAY && !isImported(occurredAt, pricing))
    add("occurredAt", "too-old", `the event is older than ${days} days; repetitions could not be found any more`);
  if (caller.kind !== "secret" && event.type !== "exposure" && event.type !== "quoted-exposure")
    add("type", "not-from-browser", `a ${event.type} is reported from a server, with a secret key`);
  if (caller.kind === "publishable" && event.type === "exposure" && event.unit.kind === "account")
    add("unit.kind", "not-from-browser", "a publishable key reports on visitors only");
  if (event.type === "conversion" && !pricing.catalogs.some(({ document }) => findProductPrice(document, event.price)))
    add("price", "unknown-price", `no published catalog has a price "${event.price}"`);
  if (event.type === "exposure")
    problems.push(...exposureProblems(event.experiment, event.variant, occurredAt, pricing));
  return problems;
}

function exposureProblems(key: string, variant: string, occurredAt: number, { experiments }: Pricing): FieldProblem[] {
  const experiment = experiments.get(key);
  if (!experiment)
    return [{ field: "experiment", code: "unknown-experiment", message: `there is no experiment "${key}"` }];
  const problems: FieldProblem[] = [];
  if (!experiment.variants.some((candidate) => candidate.key === variant))
    problems.push({
      field: "variant",
      code: "unknown-variant",
      message: `experiment "${key}" has no variant "${variant}"`,
    });
  const { startedAt, endedAt } = experiment;
  if (
    startedAt === null ||
    occurredAt < Date.parse(startedAt) ||
    (endedAt !== null && occurredAt > Date.parse(endedAt))
  )
    problems.push({
      field: "occurredAt",
      code: "outside-experiment",
      message: `the exposure does not lie within the experiment's time (${startedAt === null ? "not started" : new Date(startedAt).toISOString()} to ${endedAt === null ? "now" : new Date(endedAt).toISOString()})`,
    });
  return problems;
}

/** Whether a test that took place elsewhere was brought in for this time: its events are all late. */
function isImported(occurredAt: number, { experiments }: Pricing): boolean {
  return [...experiments.values()].some(
    ({ startedAt, createdAt }) =>
      startedAt !== null && Date.parse(startedAt) < Date.parse(createdAt) && occurredAt >= Date.parse(startedAt),
  );
}

function idOf(input: unknown): string | null {
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : null;
  return typeof id === "string" ? id.slice(0, 128) : null;
}
