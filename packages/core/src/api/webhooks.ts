import { z } from "zod";
import { isoTime } from "./fields.ts";

/** Everything that webhooks tell of. */
export const WEBHOOK_EVENTS = [
  "quota.80",
  "quota.100",
  "experiment.started",
  "experiment.concluded",
  "experiment.stop-for-harm",
  "experiment.traffic-anomaly",
  "price.withdrawn",
] as const;

/** What a webhook tells of. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** `POST /v1/webhook-endpoints`. */
export interface CreateWebhookEndpointRequest {
  /** Where to send: an https address of a public host. */
  readonly url: string;
  /**
   * What to tell of.
   *
   * @default everything
   */
  readonly events?: readonly WebhookEvent[] | undefined;
  /** For people. */
  readonly description?: string | undefined;
}

/** An address that is told of what happens. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly events: readonly string[];
  /** Last characters of the secret. */
  readonly lastFour: string;
  readonly createdAt: string;
}

/** A new endpoint, with the only showing of its secret. */
export interface CreatedWebhookEndpoint extends WebhookEndpoint {
  /** `whsec_...`, as standard webhooks sign with. */
  readonly secret: string;
}

export interface WebhookEndpointList {
  readonly endpoints: readonly WebhookEndpoint[];
}

/** One message to one endpoint. */
export interface WebhookDelivery {
  /** The `webhook-id` header: the same whenever it is sent again. */
  readonly id: string;
  readonly type: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly attempts: number;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  /** When it is tried again; null where it is not. */
  readonly nextAttemptAt: string | null;
  /** HTTP status of the last answer; null where there was none. */
  readonly lastStatus: number | null;
  readonly lastProblem: string | null;
}

export interface WebhookDeliveryList {
  readonly deliveries: readonly WebhookDelivery[];
  readonly nextCursor: string | null;
}

export const createWebhookEndpointRequest: z.ZodType<CreateWebhookEndpointRequest> = z.strictObject({
  url: z
    .string()
    .max(2048)
    .refine(isAddress, "use a whole address that starts with https://, without a password in it"),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length).optional(),
  description: z.string().trim().max(200).optional(),
});

const endpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  lastFour: z.string(),
  createdAt: isoTime,
});

export const webhookEndpoint: z.ZodType<WebhookEndpoint> = endpoint;
export const createdWebhookEndpoint: z.ZodType<CreatedWebhookEndpoint> = endpoint.extend({ secret: z.string() });
export const webhookEndpointList: z.ZodType<WebhookEndpointList> = z.object({ endpoints: z.array(endpoint) });

export const webhookDelivery: z.ZodType<WebhookDelivery> = z.object({
  id: z.string(),
  type: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.number().int(),
  createdAt: isoTime,
  deliveredAt: isoTime.nullable(),
  nextAttemptAt: isoTime.nullable(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.string().nullable(),
});

export const webhookDeliveryList: z.ZodType<WebhookDeliveryList> = z.object({
  deliveries: z.array(webhookDelivery),
  nextCursor: z.string().nullable(),
});

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}
