import { isPricewrightError } from "@pricewright/core";
import { type CheckoutResource, type CreateCheckoutRequest, createCheckoutRequest } from "@pricewright/core/api";
import type { Pricing } from "../pricing/pricing.ts";
import { problem, problemOf } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import type { CheckoutAddresses } from "./site-options.ts";
import type { Visit } from "./visit.ts";

const LARGEST_BODY = 16 * 1024;

/**
 * Takes a buyer to the payment page: a form is redirected there, a script gets `{ url }`. What is bought and the quote come
 * from the body; who buys comes from the session and the cookie, and where buyers go from the options.
 */
export async function startCheckout(
  request: Request,
  visit: Visit,
  { pricing, addresses }: { readonly pricing: Pick<Pricing, "checkout">; readonly addresses: CheckoutAddresses },
): Promise<Response> {
  const text = await readBody(request, LARGEST_BODY);
  if (text === null) return problem(413, "body-too-large", "A checkout is a quote, a plan and an interval.");
  const isJson = request.headers.get("content-type")?.includes("json") === true;
  const { quote, plan, interval } = (isJson ? parse(text) : Object.fromEntries(new URLSearchParams(text))) as Sent;
  const chosen = createCheckoutRequest.safeParse({ quote, plan, interval, ...addresses });
  if (!chosen.success)
    return problem(400, "invalid-request", "Send `quote` and `plan`, and `interval` where there are several.");
  try {
    const { url } = await checkoutOf(pricing, visit, chosen.data);
    if (isJson) return Response.json({ url }, { headers: { "cache-control": "no-store" } });
    return new Response(null, { status: 303, headers: { location: url, "cache-control": "no-store" } });
  } catch (error) {
    return problemOf(error);
  }
}

/** What a body may say; it is checked before it is used. */
interface Sent {
  readonly quote?: unknown;
  readonly plan?: unknown;
  readonly interval?: unknown;
}

/** A quote may be the account's, or the visitor's from before they signed in: both are this buyer's. */
async function checkoutOf(
  pricing: Pick<Pricing, "checkout">,
  { visitor, account }: Visit,
  chosen: CreateCheckoutRequest,
): Promise<CheckoutResource> {
  const byVisitor = () => pricing.checkout({ ...chosen, unit: { kind: "visitor", id: visitor ?? "" } });
  if (account === null) return byVisitor();
  try {
    return await pricing.checkout({ ...chosen, unit: { kind: "account", id: account } });
  } catch (error) {
    if (visitor === null || !isPricewrightError(error) || error.code !== "wrong-unit") throw error;
    return byVisitor();
  }
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
