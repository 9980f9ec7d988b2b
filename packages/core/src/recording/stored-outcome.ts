import type { PricingEvent } from "../api/events.ts";
import type { QuotedArm } from "../statistics/folding/unit-record.ts";

/** An outcome as it was reported. */
export interface StoredOutcome {
  readonly id: string;
  readonly type: "sale" | "refund" | "cost" | "outcome";
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  readonly price: string | null;
  /** Decimal strings in major units of `currency`. */
  readonly amount: string | null;
  readonly revenue: string | null;
  readonly cost: string | null;
  readonly currency: string;
  /** Of a refund: the sale's id. */
  readonly sale: string | null;
  /** Of what is no money: its name. */
  readonly name: string | null;
  /** Of a sale on a verified quote: the arms that the quote names. */
  readonly quoted: readonly SaleQuote[];
}

/** The arm that a sale's quote names in one experiment. */
export interface SaleQuote extends QuotedArm {
  readonly experiment: string;
}

/** The outcome that an event tells of; null for an exposure. */
export function outcomeOf(event: PricingEvent, occurredAt: number, quoted: readonly SaleQuote[]): StoredOutcome | null {
  const none = { price: null, amount: null, revenue: null, cost: null, sale: null, name: null };
  const base = { ...none, id: event.id, occurredAt, quoted };
  switch (event.type) {
    case "conversion": {
      const { price, amount, revenue = amount, currency } = event;
      return { ...base, type: "sale", price, amount, revenue, currency };
    }
    case "refund":
      return { ...base, type: "refund", amount: event.amount, currency: event.currency, sale: event.conversion };
    case "cost":
      return { ...base, type: "cost", cost: event.cost, currency: event.currency };
    case "outcome":
      return { ...base, type: "outcome", name: event.outcome, currency: "" };
    default:
      return null;
  }
}
