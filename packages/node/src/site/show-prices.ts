import { evaluateRequest } from "@pricewright/core/api";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import { problem, problemOf } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import type { SiteAnswer } from "./site-answer.ts";

/** Records of a few hundred bytes for each experiment. */
const LARGEST_BODY = 16_384;

/**
 * Tells a page what its visitor sees now: a new quote for a page that was restored, prices in another currency, or what stays
 * theirs now that they agreed to a cookie. A browser chooses its currency and language, and nothing else.
 */
export async function showPrices(
  request: Request,
  evaluate: (chosen: EvaluateOptions & { readonly shown?: string }) => Promise<SiteAnswer>,
): Promise<Response> {
  const text = await readBody(request, LARGEST_BODY);
  if (text === null)
    return problem(413, "body-too-large", "Send at most a currency, a locale, and what the page was given as `shown`.");
  const { currency, locale, shown } = parse(text);
  const chosen = evaluateRequest.safeParse({ currency, locale });
  if (!chosen.success) return problem(400, "invalid-request", 'Send { "currency": "EUR", "locale": "de-DE" }, or {}.');
  try {
    const { answer, headers } = await evaluate({
      ...(chosen.data.currency !== undefined && { currency: chosen.data.currency }),
      ...(chosen.data.locale !== undefined && { locale: chosen.data.locale }),
      ...(typeof shown === "string" && { shown }),
    });
    const { pricing, quote, withdrawn, shown: kept } = answer;
    return Response.json(
      { pricing, quote, ...(withdrawn && { withdrawn }), ...(kept !== null && { shown: kept }) },
      { headers: headers.map(([name, value]): [string, string] => [name, value]) },
    );
  } catch (error) {
    return problemOf(error);
  }
}

/** What a body says; it is checked before it is used. */
function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
