import { RequestProblem } from "../problems/problem.ts";
import { PROVIDER_TITLES } from "../providers/call-provider.ts";
import type { BillingProvider } from "./billing-provider.ts";

/** A webhook that the provider did not sign. */
export function invalidSignature(provider: BillingProvider["name"]): RequestProblem {
  const title = PROVIDER_TITLES[provider];
  return new RequestProblem(
    "invalid-signature",
    `${title} did not sign this with the platform's secret, or too long ago.`,
  );
}

/** What the provider does not do, in its own words. */
export function refusedByProvider(provider: BillingProvider["name"], message: unknown): RequestProblem {
  const said = typeof message === "string" ? `: ${message.slice(0, 300)}` : ".";
  return new RequestProblem("provider-refused", `${PROVIDER_TITLES[provider]} does not do this${said}`);
}

/** Where nobody is billed. */
export function billingOff(): RequestProblem {
  return new RequestProblem("billing-off", "This server bills nobody: no plan has to be bought.");
}
