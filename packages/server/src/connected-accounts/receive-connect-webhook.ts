import { isSignedByStripe } from "@pricewright/core/providers";
import { writeAudit } from "../audit/write-audit.ts";
import type { Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import { envelopeOf, keepWebhook } from "../provider-webhooks/receive-webhook.ts";
import type { Services } from "../services.ts";
import { noteAccountState } from "./note-account-state.ts";
import { forgetConnectedAccount, scopeOfAccount } from "./queries.ts";
import { readAccount } from "./read-account.ts";

/** A webhook that Stripe sends the platform about the account of somebody. */
export interface ConnectWebhook {
  readonly body: string;
  readonly signature: string | undefined;
}

type ReceivingServices = Pick<Services, "database" | "clock" | "masterKeys" | "providers">;

/**
 * Takes in what happened in a connected account: what concerns the account itself is kept at once, and everything else is
 * kept for its tenant, to be processed as a webhook of the tenant's own would be. Of an account that is nobody's here,
 * nothing is kept.
 *
 * @throws RequestProblem `invalid-signature`, `unsupported-api-version` or `malformed-json`.
 */
export async function receiveConnectWebhook(
  services: ReceivingServices,
  { body, signature: header }: ConnectWebhook,
): Promise<void> {
  const secret = services.providers.platform.stripe?.connectWebhookSecret;
  const now = services.clock();
  if (!secret || !isSignedByStripe({ body, header, secret, now }))
    throw new RequestProblem(
      "invalid-signature",
      "Stripe did not sign this with STRIPE_CONNECT_WEBHOOK_SECRET, or too long ago.",
    );
  const event = envelopeOf("stripe", body);
  const { account: named, data } = event.document;
  const account = typeof named === "string" ? named : null;
  const scope = account === null ? null : await scopeOfAccount(services.database, account);
  // Connected accounts send events of both environments to one address.
  if (account === null || scope?.environment !== event.environment) return;
  if (event.type === "account.updated")
    await services.database.inScope(scope, (queries) =>
      noteAccountState(queries, scope, readAccount(data?.object), now),
    );
  else if (event.type === "account.application.deauthorized") await disconnect(services, scope, account);
  else await keepWebhook(services, scope, { provider: "stripe", event, body });
}

/** The tenant took the platform's access back, at Stripe. */
async function disconnect({ database, clock }: ReceivingServices, scope: Scope, account: string): Promise<void> {
  await database.inScope(scope, async (queries) => {
    await forgetConnectedAccount(queries, scope);
    const entry = { actor: "stripe", action: "connected-account.remove", target: `connected-account/${account}` };
    await writeAudit(queries, scope, { ...entry, detail: {} }, clock());
  });
}
