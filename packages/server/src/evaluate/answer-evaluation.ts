import type { EvaluateRequest, EvaluateResponse } from "@pricewright/core/api";
import { recordsSince } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import type { Services } from "../services.ts";
import { derivedAttributes, type ReadHeader } from "./derived-attributes.ts";
import { evaluateUnit } from "./evaluate-unit.ts";
import { isMovedVisitor } from "./moved-visitor.ts";
import { documentText, type JsonText } from "./shown-document.ts";
import { trustRequest } from "./trust-request.ts";

/** What {@link answerEvaluation} works with. */
export type EvaluationServices = Pick<
  Services,
  "pricing" | "secretsOf" | "frozen" | "quotas" | "clock" | "countryHeader" | "metrics"
>;

/** Answers a request that was checked, as JSON. */
export async function answerEvaluation(
  services: EvaluationServices,
  caller: Principal,
  request: EvaluateRequest,
  header: ReadHeader,
): Promise<JsonText> {
  const { pricing, secretsOf, frozen, quotas, clock, countryHeader, metrics } = services;
  const { scope } = caller;
  // Read while the prices are; it never fails.
  const quota = quotas.isOver(scope);
  const known = await pricing.get(scope);
  const secrets = await secretsOf(scope.tenantId);
  const overQuota = await quota;
  if (overQuota) metrics.quotaRejected();
  const now = clock();
  const derived = derivedAttributes(header, countryHeader);
  const trusted = trustRequest({
    request,
    caller,
    secrets,
    derived,
    overQuota,
    isMovedVisitor: await isMovedVisitor({ request, caller, secrets, pricing: known, frozen }),
    recordsSince: recordsSince(known),
    now,
  });
  return textOf(await evaluateUnit(trusted, { scope, pricing: known, secrets, frozen, now }));
}

/** The answer as JSON: the document's text is made once for all who see the same, and tokens need no escapes. */
function textOf({ pricing, quote, frozen, ...rest }: EvaluateResponse): JsonText {
  const shown = documentText(pricing);
  const others = JSON.stringify(rest);
  const quoted = quote === null ? "null" : `"${quote}"`;
  const tokens = frozen.map((token) => `"${token}"`).join();
  const text = `{"pricing":${shown.text},"quote":${quoted},"frozen":[${tokens}],${others.slice(1)}`;
  const beyondAscii = shown.bytes - shown.text.length + Buffer.byteLength(others) - others.length;
  return { text, bytes: text.length + beyondAscii };
}
