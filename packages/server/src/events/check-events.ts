import { createHash } from "node:crypto";
import { type EventResult, type FieldProblem, type PricingEvent, pricingEvent } from "@pricewright/core/api";
import { findProductPrice } from "@pricewright/core/catalog";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import { fieldProblems } from "../problems/problem-response.ts";

/** An event that may be stored. */
export interface CheckedEvent {
  /** Its place in the request. */
  readonly position: number;
  readonly event: PricingEvent;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Hash of what it says, to tell a repetition from another event under the same id. */
  readonly bodyHash: string;
  /** Whether it counts. What a browser says about prices is kept, and counts nowhere. */
  readonly verified: boolean;
}

/** What was found out about a batch. */
export interface CheckedEvents {
  readonly accepted: readonly CheckedEvent[];
  /** Results of the events that were refused, by position. */
  readonly rejected: ReadonlyMap<number, EventResult>;
}

/** How far ahead of this server's clock an event may be. */
const MOST_AHEAD = 5 * 60_000;

/** Reads every event by itself: one that is refused does not hold up the others. */
export function checkEvents(events: readonly unknown[], pricing: Pricing, caller: Principal, now: Date): CheckedEvents {
  const accepted: CheckedEvent[] = [];
  const rejected = new Map<number, EventResult>();
  events.forEach((input, position) => {
    const parsed = pricingEvent.safeParse(input);
    const problems = parsed.success ? findProblems(parsed.data, pricing, caller, now) : fieldProblems(parsed.error);
    if (!parsed.success || problems.length > 0) {
      rejected.set(position, { id: idOf(input), status: "rejected", problems });
      return;
    }
    const event = parsed.data;
    accepted.push({
      position,
      event,
      occurredAt: Date.parse(event.occurredAt),
      bodyHash: createHash("sha256").update(JSON.stringify(event)).digest("base64url").slice(0, 22),
      verified: caller.kind === "secret",
    });
  });
  return { accepted, rejected };
}

function findProblems(event: PricingEvent, pricing: Pricing, caller: Principal, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, code: string, message: string) => problems.push({ field, code, message });
  const occurredAt = Date.parse(event.occurredAt);
  if (occurredAt > now.getTime() + MOST_AHEAD)
    add("occurredAt", "in-the-future", "the event lies more than 5 minutes in the future");
  if (caller.kind === "publishable" && event.unit.kind === "account") {
    add("unit.kind", "not-from-browser", "a publishable key reports on visitors only");
  }
  if (event.type === "conversion") {
    if (caller.kind === "publishable") add("type", "not-from-browser", "sales are reported with a secret key");
    if (!pricing.catalogs.some(({ document }) => findProductPrice(document, event.price))) {
      add("price", "unknown-price", `no published catalog has a price "${event.price}"`);
    }
    return problems;
  }
  const experiment = pricing.experiments.get(event.experiment);
  if (!experiment) {
    add("experiment", "unknown-experiment", `there is no experiment "${event.experiment}"`);
    return problems;
  }
  if (!experiment.variants.some(({ key }) => key === event.variant)) {
    add("variant", "unknown-variant", `experiment "${event.experiment}" has no variant "${event.variant}"`);
  }
  if (
    occurredAt < Date.parse(experiment.startedAt) ||
    (experiment.endedAt !== null && occurredAt > Date.parse(experiment.endedAt))
  ) {
    add(
      "occurredAt",
      "outside-experiment",
      `the exposure does not lie within the experiment's time (${experiment.startedAt} to ${experiment.endedAt ?? "now"})`,
    );
  }
  return problems;
}

function idOf(input: unknown): string | null {
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : null;
  return typeof id === "string" ? id.slice(0, 128) : null;
}
