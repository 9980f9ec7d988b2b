import { type ConversionEvent, type FieldProblem, type PricingEvent, pricingEvent } from "../api/events.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { UnitId } from "../evaluation/unit-id.ts";
import type { Quote } from "../quotes/quote.ts";
import type { VerifyQuoteResult } from "../quotes/verify-quote.ts";
import type { ExperimentExposure } from "./quoted-arms.ts";
import type { RecordBook } from "./recorded-experiment.ts";

/** An event that may be stored. */
export interface CheckedEvent {
  readonly event: PricingEvent;
  /** Whose it is; a quote's unit for what a browser reports. */
  readonly unit: UnitId;
  /** Milliseconds since 1970. */
  readonly occurredAt: number;
  /** Empty for an event that counts; else the code of why it counts nowhere. */
  readonly unverified: string;
  /** What it is an exposure to. */
  readonly exposures: readonly ExperimentExposure[];
  /** The verified quote of a quoted exposure. */
  readonly quote: Quote | null;
  /** Of a sale on a verified quote: whom it was given to, and the arms that it names. */
  readonly quoted: { readonly unit: UnitId; readonly arms: readonly ExperimentExposure[] } | null;
}

/** What an event from an app's own server is judged by. */
export interface CheckEventOptions {
  readonly book: RecordBook;
  /** Whether a quote was genuine at a time, whoever it was given to. */
  readonly readQuote: (token: string, at: Date) => VerifyQuoteResult;
  /** The arms that a quote names, at a time in milliseconds since 1970; by default at its issue. */
  readonly armsOf: (quote: Quote, at?: number) => readonly ExperimentExposure[];
  readonly now: Date;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How far ahead of the own clock an event may be. */
const MOST_AHEAD = 5 * MINUTE;
/** Days for which ids are kept to find repetitions. */
const LATEST_DAYS = 90;

/** Reads one event of an app's own server, or says what is wrong with it. */
export function checkEvent(sent: unknown, options: CheckEventOptions): CheckedEvent | readonly FieldProblem[] {
  const parsed = pricingEvent.safeParse(sent);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, code, message }) => ({
      field: path.join("."),
      code: code.replaceAll("_", "-"),
      message,
    }));
  const event = parsed.data;
  const occurredAt = Date.parse(event.occurredAt);
  const problems = findProblems(event, occurredAt, options);
  if (problems.length > 0) return problems;
  return { event, occurredAt, ...verify(event, occurredAt, options) };
}

function verify(
  event: PricingEvent,
  occurredAt: number,
  options: CheckEventOptions,
): Omit<CheckedEvent, "event" | "occurredAt"> {
  if (event.type !== "quoted-exposure") {
    const exposures =
      event.type === "exposure" ? [{ experiment: event.experiment, variant: event.variant, revision: null }] : [];
    const quoted = event.type === "conversion" ? quotedSale(event, options) : null;
    return { unit: event.unit, unverified: "", exposures, quote: null, quoted };
  }
  const result = readQuote(event.quote, event.occurredAt, options);
  const nothing = { exposures: [], quote: null, quoted: null };
  if (!result.ok) return { ...nothing, unit: { kind: "visitor", id: "" }, unverified: result.code };
  const { unit, preview } = result.quote;
  if (preview) return { ...nothing, unit, unverified: "preview-quote" };
  const wanted = event.experiments && new Set(event.experiments);
  const arms = options.armsOf(result.quote, occurredAt);
  const exposures = arms.filter(({ experiment }) => wanted?.has(experiment) ?? true);
  return { unit, unverified: "", exposures, quote: result.quote, quoted: null };
}

/** An event may be reported a while after its quote has expired: it happened before. */
function readQuote(token: string, occurredAt: string, { readQuote, now }: CheckEventOptions): VerifyQuoteResult {
  return readQuote(token, Date.parse(occurredAt) < now.getTime() ? new Date(occurredAt) : now);
}

/** What a sale's quote names. A sale is counted whatever its quote is; then it is not known what was quoted. */
function quotedSale({ quote, occurredAt }: ConversionEvent, options: CheckEventOptions): CheckedEvent["quoted"] {
  if (quote === undefined) return null;
  const result = readQuote(quote, occurredAt, options);
  if (!result.ok || result.quote.preview) return null;
  return { unit: result.quote.unit, arms: options.armsOf(result.quote) };
}

function findProblems(event: PricingEvent, occurredAt: number, { book, now }: CheckEventOptions): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, code: string, message: string) => problems.push({ field, code, message });
  if (occurredAt > now.getTime() + MOST_AHEAD)
    add("occurredAt", "in-the-future", "the event lies more than 5 minutes in the future");
  if (occurredAt < now.getTime() - LATEST_DAYS * DAY)
    add(
      "occurredAt",
      "too-old",
      `the event is older than ${LATEST_DAYS} days; repetitions could not be found any more`,
    );
  if (event.type === "conversion" && !book.catalogs.some(({ document }) => findProductPrice(document, event.price)))
    add("price", "unknown-price", `no published catalog has a price "${event.price}"`);
  if (event.type === "exposure") problems.push(...exposureProblems(event.experiment, event.variant, occurredAt, book));
  return problems;
}

function exposureProblems(
  key: string,
  variant: string,
  occurredAt: number,
  { experiments }: RecordBook,
): FieldProblem[] {
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
  const isWithin =
    startedAt !== null &&
    occurredAt >= Date.parse(startedAt) &&
    (endedAt === null || occurredAt <= Date.parse(endedAt));
  if (!isWithin)
    problems.push({
      field: "occurredAt",
      code: "outside-experiment",
      message: `the exposure does not lie within the experiment's time (${startedAt ?? "not started"} to ${endedAt ?? "now"})`,
    });
  return problems;
}
