import { type VerifyQuoteResponse, verifyQuoteRequest, verifyQuoteResponse } from "@pricewright/core/api";
import { chargesOf } from "@pricewright/core/evaluation";
import type { Quote } from "@pricewright/core/quotes";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { checkQuote, PRICE_WITHDRAWN } from "./check-quote.ts";

/** What may be charged. */
export function quoteRoutes(services: Services, authenticate: Authenticate) {
  const { pricing, clock } = services;
  const verify = createRoute({
    method: "post",
    path: "/v1/quotes/verify",
    tags: ["Quotes"],
    summary: "What may be charged on this quote?",
    description:
      "Take visitor and account from your own session, never from the body that carried the quote. A refused quote is an " +
      "answer, not an error: `ok` is false and `code` says why.",
    security: [{ secretKey: ["evaluate"] }],
    middleware: [authenticate({ secret: "evaluate" })] as const,
    request: { body: json(verifyQuoteRequest) },
    responses: { 200: answer("The prices to charge, or why not", verifyQuoteResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(verify, async (context) => {
    const { scope } = context.get("principal");
    const { quote: token, visitor, account, plan } = context.req.valid("json");
    const result = await checkQuote(services, { scope, token, visitor, account, at: clock() });
    if (!result.ok) return context.json(result satisfies VerifyQuoteResponse, 200);
    const { prices, withdrawn } = chargesOf(result.quote, await pricing.get(scope), plan);
    if (prices.length === 0 && withdrawn.length === 0) throw unknownPlan(plan);
    if (prices.length === 0)
      return context.json({ ok: false as const, code: "price-withdrawn" as const, message: PRICE_WITHDRAWN }, 200);
    return context.json({ ok: true as const, quote: toResource(result.quote), prices, withdrawn }, 200);
  });
}

/** The answer to a quote that has no price of what is asked for. */
export function unknownPlan(plan: string | undefined): RequestProblem {
  const message = plan === undefined ? "the quote has no prices" : `the quote has no price of "${plan}"`;
  return new RequestProblem("invalid-request", `Nothing can be charged: ${message}.`, {
    problems: [{ field: "plan", code: "unknown-plan", message }],
  });
}

function toResource({ id, unit, catalogVersion, currency, issuedAt, expiresAt }: Quote) {
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  return { id, unit, catalogVersion, currency, issuedAt: time(issuedAt), expiresAt: time(expiresAt) };
}
