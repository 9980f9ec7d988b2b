import { isPricewrightError } from "@pricewright/core";
import type { Pricing } from "../pricing/pricing.ts";
import { receiveWebhook } from "../webhooks/receive-webhook.ts";
import { problem, problemOf } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import type { SiteWebhook } from "./site-options.ts";

const LARGEST_BODY = 1024 * 1024;
/** Milliseconds for which the provider is asked to send again what waits for another webhook: they come in any order. */
const WAITS_FOR = 60 * 60_000;

/** Takes a provider's webhook in; answered 200 only when everything that it told is delivered. */
export async function takeWebhook(
  request: Request,
  { provider, catalogs, payments, onReceived }: SiteWebhook,
  { pricing, now }: { readonly pricing: Pick<Pricing, "track" | "flush">; readonly now: number },
): Promise<Response> {
  const body = await readBody(request, LARGEST_BODY);
  if (body === null) return problem(413, "body-too-large", "A webhook has at most 1 MiB.");
  try {
    const received = await receiveWebhook({ provider, pricing, catalogs, payments }, body, request.headers);
    onReceived?.(received);
    if (received.waitsFor !== null && now - received.occurredAt < WAITS_FOR)
      return problem(503, "not-yet-known", `The ${received.waitsFor} is not known yet; send it again.`, {
        "retry-after": "60",
      });
    return Response.json({ received: true });
  } catch (error) {
    if (isPricewrightError(error)) return problemOf(error);
    return problem(503, "unavailable", "It could not be taken in; send it again.", { "retry-after": "60" });
  }
}
