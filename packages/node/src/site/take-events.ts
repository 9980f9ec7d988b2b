import { pricingEvent, type QuotedExposureEvent, trackRequest } from "@pricewright/core/api";
import type { Pricing } from "../pricing/pricing.ts";
import { problem } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import type { Visit } from "./visit.ts";

/** No browser sends a larger beacon. */
const LARGEST_BODY = 60 * 1024;
const MINUTE = 60_000;
/** How far a browser's corrected time may lie from now. */
const [OLDEST, NEWEST] = [7 * 24 * 60 * MINUTE, 5 * MINUTE];

/** What became of one event. */
interface TakenEvent {
  readonly id: string | null;
  readonly status: "accepted" | "rejected";
  /** Why it was rejected. */
  readonly code?: string;
}

/**
 * Takes in what a browser saw: exposures whose quote was given to this visitor or account. A browser tells of nothing
 * else, and never of money.
 */
export async function takeEvents(
  request: Request,
  { visitor, account }: Visit,
  { pricing, now }: { readonly pricing: Pick<Pricing, "track" | "verifyQuote">; readonly now: number },
): Promise<Response> {
  const text = await readBody(request, LARGEST_BODY);
  if (text === null) return problem(413, "body-too-large", "Send at most 60 kB of events.");
  const body = trackRequest.safeParse(parse(text));
  if (!body.success) return problem(400, "invalid-request", 'Send { "events": [...] }.');
  const skew = body.data.sentAt === undefined ? 0 : now - Date.parse(body.data.sentAt);
  const verdicts = new Map<string, Promise<string | null>>();
  const verdictOf = (quote: string) => {
    const verdict = verdicts.get(quote) ?? verify(pricing, quote, { visitor, account });
    verdicts.set(quote, verdict);
    return verdict;
  };
  const results: TakenEvent[] = [];
  for (const sent of body.data.events) {
    const read = pricingEvent.safeParse(sent);
    if (!read.success) results.push({ id: null, status: "rejected", code: "invalid-request" });
    else if (read.data.type !== "quoted-exposure")
      results.push({ id: read.data.id, status: "rejected", code: "not-from-browser" });
    else results.push(await take(read.data, { pricing, now, skew, verdict: await verdictOf(read.data.quote) }));
  }
  return Response.json({ results }, { headers: { "cache-control": "no-store" } });
}

async function take(
  event: QuotedExposureEvent,
  {
    pricing,
    now,
    skew,
    verdict,
  }: { pricing: Pick<Pricing, "track">; now: number; skew: number; verdict: string | null },
): Promise<TakenEvent> {
  const { id } = event;
  if (verdict !== null) return { id, status: "rejected", code: verdict };
  const occurredAt = Date.parse(event.occurredAt) + skew;
  if (occurredAt < now - OLDEST) return { id, status: "rejected", code: "too-old" };
  if (occurredAt > now + NEWEST) return { id, status: "rejected", code: "in-the-future" };
  pricing.track({ ...event, occurredAt: new Date(occurredAt).toISOString() });
  return { id, status: "accepted" };
}

/** Why a quote is not this browser's, or null. */
async function verify(
  pricing: Pick<Pricing, "verifyQuote">,
  quote: string,
  { visitor, account }: Visit,
): Promise<string | null> {
  const result = await pricing.verifyQuote(quote, { visitor: visitor ?? undefined, account: account ?? undefined });
  return result.ok ? null : result.code;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
