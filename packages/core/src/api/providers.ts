import { z } from "zod";
import { isoTime } from "./fields.ts";

/** A payment provider that a tenant may bring keys of. */
export type ProviderName = "stripe" | "lemonsqueezy" | "paid";

/** `PUT /v1/providers/{provider}`: your own key at a payment provider. */
export interface SetProviderRequest {
  /** A secret or restricted key of the environment of the one who asks. */
  readonly apiKey: string;
  /** What the provider signs its webhooks with. */
  readonly webhookSecret?: string | undefined;
  /** Of Lemon Squeezy: which store, where the key sees several. */
  readonly store?: string | undefined;
  /**
   * Whether a key of another account than the stored one is meant.
   *
   * @default false
   */
  readonly replaceAccount?: boolean | undefined;
}

/** `POST /v1/providers/{provider}/rotate`: one of the two at a time, or both. */
export interface RotateProviderRequest {
  readonly apiKey?: string | undefined;
  readonly webhookSecret?: string | undefined;
  /**
   * Hours for which the old one is still used; at most 720.
   *
   * @default 24
   */
  readonly overlapHours?: number | undefined;
}

/** A stored secret as the API shows it: never the secret itself. */
export interface ProviderSecret {
  readonly lastFour: string;
  readonly createdAt: string;
  /** Until when the one before is used too; null where there is none. */
  readonly previousUntil: string | null;
}

/** A payment provider whose key is set. */
export interface ProviderResource {
  readonly provider: ProviderName;
  readonly environment: "test" | "live";
  /** The provider's id of the account; null where the provider does not say. */
  readonly account: string | null;
  readonly apiKey: ProviderSecret;
  readonly webhookSecret: ProviderSecret | null;
  /** Where the provider is to send its webhooks. */
  readonly webhookUrl: string;
}

export interface ProviderList {
  /** Whose keys payments may go by on this server. */
  readonly mode: "hybrid" | "byok-only" | "managed-only";
  /** Whether the platform takes payments for tenants of this environment, by accounts that they connect. */
  readonly takesPayments: boolean;
  readonly providers: readonly ProviderResource[];
}

/** `POST /v1/providers/{provider}/test`. */
export interface ProviderTest {
  readonly ok: boolean;
  readonly account: string | null;
  /** What the key may not do and should, in the provider's words. */
  readonly missingPermissions: readonly string[];
}

/** `DELETE /v1/providers/{provider}`. */
export interface DeletedProvider {
  readonly provider: ProviderName;
  /** Subscriptions that are still paid for, whose payments will not be attributed any more. */
  readonly liveSubscriptions: number;
}

/** `GET /v1/connected-account`: a tenant's account at Stripe that the platform acts for. */
export interface ConnectedAccountStatus {
  /** Null where none was made yet. */
  readonly account: {
    /** Stripe's id of it. */
    readonly id: string;
    readonly environment: "test" | "live";
    /** Whether it may take payments. */
    readonly ready: boolean;
    /** Whether everything was filled in once. */
    readonly submitted: boolean;
    /** What Stripe asks for now, in its words. */
    readonly due: readonly string[];
  } | null;
}

/** `POST /v1/connected-account/links`. */
export interface ConnectedAccountLinkRequest {
  /** Where the person comes back to, whether or not everything was filled in. */
  readonly returnUrl: string;
  /**
   * Where a person is sent whose link had been used or was too old; ask for another one there.
   *
   * @default returnUrl
   */
  readonly refreshUrl?: string | undefined;
}

/** Where to send the person. */
export interface ConnectedAccountLink {
  readonly account: string;
  /** For one visit; nobody else should see it. */
  readonly link: string;
  readonly expiresAt: string;
}

/** A webhook that a provider sent. */
export interface ReceivedWebhook {
  readonly id: string;
  readonly type: string;
  readonly receivedAt: string;
  /** `waiting` for its unit, up to 3 days; then `unattributed`. */
  readonly status: "pending" | "processed" | "waiting" | "unattributed" | "failed";
  readonly detail: string | null;
}

export interface ReceivedWebhookList {
  readonly webhooks: readonly ReceivedWebhook[];
  readonly nextCursor: string | null;
}

const provider = z.enum(["stripe", "lemonsqueezy", "paid"]);
const secret = z
  .string()
  .trim()
  .min(8)
  .max(4096)
  .regex(/^[\x21-\x7e]+$/, "use visible ASCII characters, as the provider shows it");

export const providerName: z.ZodType<ProviderName> = provider;

export const setProviderRequest: z.ZodType<SetProviderRequest> = z.strictObject({
  apiKey: secret,
  webhookSecret: secret.optional(),
  store: z
    .string()
    .regex(/^\d{1,20}$/, "use the store's number")
    .optional(),
  replaceAccount: z.boolean().optional(),
});

export const rotateProviderRequest: z.ZodType<RotateProviderRequest> = z
  .strictObject({
    apiKey: secret.optional(),
    webhookSecret: secret.optional(),
    overlapHours: z.number().min(0).max(720).optional(),
  })
  .refine(({ apiKey, webhookSecret }) => apiKey !== undefined || webhookSecret !== undefined, {
    message: "send apiKey, webhookSecret or both",
  });

const storedSecret: z.ZodType<ProviderSecret> = z.object({
  lastFour: z.string(),
  createdAt: isoTime,
  previousUntil: isoTime.nullable(),
});

export const providerResource: z.ZodType<ProviderResource> = z.object({
  provider,
  environment: z.enum(["test", "live"]),
  account: z.string().nullable(),
  apiKey: storedSecret,
  webhookSecret: storedSecret.nullable(),
  webhookUrl: z.string(),
});

export const providerList: z.ZodType<ProviderList> = z.object({
  mode: z.enum(["hybrid", "byok-only", "managed-only"]),
  takesPayments: z.boolean(),
  providers: z.array(providerResource),
});

export const providerTest: z.ZodType<ProviderTest> = z.object({
  ok: z.boolean(),
  account: z.string().nullable(),
  missingPermissions: z.array(z.string()),
});

const page = z
  .string()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    "use a whole address that starts with https://",
  );

export const connectedAccountStatus: z.ZodType<ConnectedAccountStatus> = z.object({
  account: z
    .object({
      id: z.string(),
      environment: z.enum(["test", "live"]),
      ready: z.boolean(),
      submitted: z.boolean(),
      due: z.array(z.string()),
    })
    .nullable(),
});

export const connectedAccountLinkRequest: z.ZodType<ConnectedAccountLinkRequest> = z.strictObject({
  returnUrl: page,
  refreshUrl: page.optional(),
});

export const connectedAccountLink: z.ZodType<ConnectedAccountLink> = z.object({
  account: z.string(),
  link: z.string(),
  expiresAt: isoTime,
});

export const deletedProvider: z.ZodType<DeletedProvider> = z.object({
  provider,
  liveSubscriptions: z.number().int(),
});

export const receivedWebhookList: z.ZodType<ReceivedWebhookList> = z.object({
  webhooks: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      receivedAt: isoTime,
      status: z.enum(["pending", "processed", "waiting", "unattributed", "failed"]),
      detail: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
