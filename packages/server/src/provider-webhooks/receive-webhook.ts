import { isPricewrightError } from "@pricewright/core";
import type { ProviderName } from "@pricewright/core/api";
import {
  isSignedByLemonSqueezy,
  isSignedByStripe,
  readEnvelope,
  type SignedWebhook,
  type WebhookEnvelope,
} from "@pricewright/core/providers";
import { sql } from "drizzle-orm";
import { rows, type Scope } from "../database/database.ts";
import { RequestProblem } from "../problems/problem.ts";
import { PROVIDER_TITLES } from "../providers/call-provider.ts";
import { openProviderKey, readProviderKeys } from "../providers/provider-keys.ts";
import { seal } from "../secrets/seal.ts";
import type { Services } from "../services.ts";

/** Providers whose webhooks are understood. */
export type WebhookProvider = Exclude<ProviderName, "paid">;

/** A webhook as it came. */
export interface IncomingWebhook {
  readonly provider: WebhookProvider;
  readonly tenantId: string;
  readonly body: string;
  readonly signature: string | undefined;
}

/**
 * Checks a webhook and keeps it, sealed, to be processed; one that came before changes nothing.
 *
 * @throws RequestProblem `invalid-signature`, `wrong-environment`, `unsupported-api-version` or `malformed-json`.
 */
export async function receiveWebhook(
  services: Pick<Services, "database" | "clock" | "masterKeys">,
  { provider, tenantId, body, signature: header }: IncomingWebhook,
): Promise<{ readonly isNew: boolean }> {
  const now = services.clock();
  const verify = provider === "stripe" ? isSignedByStripe : isSignedByLemonSqueezy;
  const signed = await signedEnvironment(services, { provider, tenantId }, (secret) =>
    verify({ body, header, secret, now } satisfies SignedWebhook),
  );
  if (signed === null)
    throw new RequestProblem(
      "invalid-signature",
      `${PROVIDER_TITLES[provider]} did not sign this with the webhook secret that is set here, or too long ago.`,
    );
  const event = envelopeOf(provider, body);
  if (event.environment !== signed)
    throw new RequestProblem(
      "wrong-environment",
      `The event is of the ${event.environment} environment, and signed with the secret of ${signed}.`,
    );
  return keepWebhook(services, { tenantId, environment: signed }, { provider, event, body });
}

/** A webhook whose signature was found right. */
export interface GenuineWebhook {
  readonly provider: WebhookProvider;
  readonly event: WebhookEnvelope;
  readonly body: string;
}

/** Keeps a webhook for a scope, sealed, to be processed; one that came before changes nothing. */
export function keepWebhook(
  { database, clock, masterKeys }: Pick<Services, "database" | "clock" | "masterKeys">,
  scope: Scope,
  { provider, event: { id, type }, body }: GenuineWebhook,
): Promise<{ readonly isNew: boolean }> {
  const { tenantId, environment } = scope;
  const now = clock();
  const sealed = seal(Buffer.from(body), webhookContext(scope, provider, id), masterKeys);
  return database.inScope(scope, async (queries) => {
    const fresh = await rows(
      queries,
      sql`insert into received_webhooks (tenant_id, environment, provider, event_id, type, sealed, status, received_at, due_at)
        values (${tenantId}, ${environment}, ${provider}, ${id}, ${type}, ${sealed}, 'pending', ${now.toISOString()},
          ${now.toISOString()})
        on conflict do nothing returning 1`,
    );
    return { isNew: fresh.length > 0 };
  });
}

/** What a body is sealed for. */
export function webhookContext({ tenantId, environment }: Scope, provider: string, eventId: string): string {
  return `received-webhook/${JSON.stringify([tenantId, environment, provider, eventId])}`;
}

/** The environment whose secret signed, or null: the signature is judged before anything of the body is believed. */
async function signedEnvironment(
  { database, clock, masterKeys }: Pick<Services, "database" | "clock" | "masterKeys">,
  { provider, tenantId }: Pick<IncomingWebhook, "provider" | "tenantId">,
  isSigned: (secret: string) => boolean,
): Promise<Scope["environment"] | null> {
  for (const environment of ["live", "test"] as const) {
    const scope = { tenantId, environment };
    const keys = await database.inScope(scope, (queries) => readProviderKeys(queries, scope, clock(), provider));
    const secrets = keys.filter(({ kind }) => kind === "webhook-secret");
    if (secrets.some((row) => isSigned(openProviderKey(row, masterKeys)))) return environment;
  }
  return null;
}

/**
 * What a body says of itself, whose signature was found right.
 *
 * @throws RequestProblem `unsupported-api-version` or `malformed-json`.
 */
export function envelopeOf(provider: WebhookProvider, body: string): WebhookEnvelope {
  try {
    return readEnvelope(provider, body);
  } catch (error) {
    if (isPricewrightError(error) && (error.code === "malformed-json" || error.code === "unsupported-api-version"))
      throw new RequestProblem(error.code, error.message);
    throw error;
  }
}
