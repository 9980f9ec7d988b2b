import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

const provider = () => text({ enum: ["stripe", "lemonsqueezy", "paid"] }).notNull();

/** One thing that was sold in a payment. */
export interface PaidLine {
  /** Id of its sale among the outcomes. */
  readonly id: string;
  /** After discount, without tax, in the provider's smallest units. */
  readonly revenue: number;
}

/** Tenants' own keys at payment providers, and what those sign webhooks with. */
export const providerKeys = pgTable(
  "provider_keys",
  {
    ...scope(),
    id: text().notNull(),
    provider: provider(),
    kind: text({ enum: ["api-key", "webhook-secret"] }).notNull(),
    /** The provider's id of the account; null where it does not say. */
    account: text(),
    /** Sealed for this row. */
    sealed: text().notNull(),
    lastFour: text().notNull(),
    createdAt: time().notNull(),
    /** When an older one is not used any more after it was rotated. */
    expiresAt: time(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.id] }), scoped()],
);

/** A tenant's account at Stripe that the platform acts for, so that the tenant's customers pay the tenant. */
export const connectedAccounts = pgTable(
  "connected_accounts",
  {
    ...scope(),
    /** Stripe's id of it. */
    account: text().notNull(),
    /** Whether it may take payments. */
    ready: boolean().notNull(),
    /** Whether everything was filled in once. */
    submitted: boolean().notNull(),
    /** What Stripe asks for now, in its words. */
    due: text().array().notNull(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (table) => [
    primaryKey({ name: "connected_accounts_key", columns: [table.tenantId, table.environment] }),
    uniqueIndex("connected_accounts_account").on(table.account),
    scoped(),
  ],
);

/** Webhooks of providers, once each; they are processed from here. */
export const receivedWebhooks = pgTable(
  "received_webhooks",
  {
    ...scope(),
    provider: provider(),
    eventId: text().notNull(),
    type: text().notNull(),
    /** The raw body, sealed for this row; empty once it is not needed any more. */
    sealed: text().notNull(),
    status: text({ enum: ["pending", "processed", "waiting", "unattributed", "failed"] }).notNull(),
    /** Why it is not processed. */
    detail: text(),
    /** Whose it is, once that is known. */
    unitKind: text(),
    unitId: text(),
    attempts: integer().notNull().default(0),
    receivedAt: time().notNull(),
    /** When it is looked at next; null for never. */
    dueAt: time(),
  },
  (table) => [
    primaryKey({
      name: "received_webhooks_key",
      columns: [table.tenantId, table.environment, table.provider, table.eventId],
    }),
    index("received_webhooks_due").on(table.dueAt),
    index("received_webhooks_by_time").on(table.tenantId, table.environment, table.provider, table.receivedAt),
    scoped(),
  ],
);

/** What a provider's newest word of a subscription is: by the object's own time, never by arrival. */
export const providerSubscriptions = pgTable(
  "provider_subscriptions",
  {
    ...scope(),
    provider: provider(),
    id: text().notNull(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    status: text().notNull(),
    /** The payment that it began with, where the provider keeps that apart. */
    origin: text(),
    /** When the provider said so. */
    at: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "provider_subscriptions_key",
      columns: [table.tenantId, table.environment, table.provider, table.id],
    }),
    scoped(),
  ],
);

/** What was paid, once for each invoice or order, so that refunds find their sales. */
export const providerPayments = pgTable(
  "provider_payments",
  {
    ...scope(),
    provider: provider(),
    id: text().notNull(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    /** Other ids that a refund may name it by. */
    aliases: text().array().notNull(),
    /** All that was paid, tax included, in the provider's smallest units. */
    total: bigint({ mode: "number" }).notNull(),
    /** How much of it went back so far, likewise. */
    refunded: bigint({ mode: "number" }).notNull(),
    currency: text().notNull(),
    lines: jsonb().$type<readonly PaidLine[]>().notNull(),
    at: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "provider_payments_key",
      columns: [table.tenantId, table.environment, table.provider, table.id],
    }),
    index("provider_payments_by_alias").using("gin", table.aliases),
    scoped(),
  ],
);

/** Addresses that are told of what happens. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    ...scope(),
    id: text().notNull(),
    url: text().notNull(),
    description: text().notNull(),
    events: text().array().notNull(),
    /** The signing secret, sealed for this row. */
    sealed: text().notNull(),
    lastFour: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.id] }), scoped()],
);

/** Messages to endpoints, written in the transaction of what they tell of; they are sent from here. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    ...scope(),
    endpointId: text().notNull(),
    id: text().notNull(),
    type: text().notNull(),
    body: text().notNull(),
    status: text({ enum: ["pending", "delivered", "failed"] }).notNull(),
    attempts: integer().notNull().default(0),
    createdAt: time().notNull(),
    deliveredAt: time(),
    /** When it is sent next; null for never. */
    dueAt: time(),
    lastStatus: integer(),
    lastProblem: text(),
  },
  (table) => [
    primaryKey({
      name: "webhook_deliveries_key",
      columns: [table.tenantId, table.environment, table.endpointId, table.id],
    }),
    index("webhook_deliveries_due").on(table.dueAt),
    scoped(),
  ],
);

/** What a tenant pays the platform; kept in the live environment. */
export const tenantBilling = pgTable(
  "tenant_billing",
  {
    ...scope(),
    provider: text({ enum: ["stripe", "lemonsqueezy"] }),
    customer: text(),
    subscription: text(),
    status: text({ enum: ["trialing", "active", "past-due", "canceled", "none"] }).notNull(),
    trialEndsAt: time(),
    paidUntil: time(),
    /** When the provider said so. */
    at: time().notNull(),
  },
  (table) => [primaryKey({ name: "tenant_billing_key", columns: [table.tenantId, table.environment] }), scoped()],
);

/** Requests to providers with the tenant's own keys in a calendar month. */
export const providerCalls = pgTable(
  "provider_calls",
  { ...scope(), month: text().notNull(), provider: provider(), calls: bigint({ mode: "number" }).notNull() },
  (table) => [
    primaryKey({
      name: "provider_calls_key",
      columns: [table.tenantId, table.environment, table.month, table.provider],
    }),
    scoped(),
  ],
);
