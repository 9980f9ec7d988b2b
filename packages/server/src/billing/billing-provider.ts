/** What a provider says of a tenant's subscription to the platform. */
export interface BillingState {
  readonly tenantId: string;
  readonly subscription: string;
  readonly customer: string;
  readonly status: "trialing" | "active" | "past-due" | "canceled";
  /** The provider's id of what is paid for. */
  readonly price: string | null;
  readonly trialEndsAt: Date | null;
  readonly paidUntil: Date | null;
  /** When the provider said so. */
  readonly at: Date;
}

/** A webhook about the platform's own billing. */
interface BillingWebhook {
  readonly body: string;
  readonly signature: string | undefined;
  readonly now: Date;
}

/** What a page for paying is made of. */
export interface BillingCheckout {
  readonly tenantId: string;
  /** The provider's id of what is to be paid for. */
  readonly price: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** The provider's id of the tenant, where it is known from before. */
  readonly customer: string | null;
  /** When the trial that is left ends. */
  readonly trialEndsAt: Date | null;
  readonly now: Date;
}

/** The platform's account at a payment provider, by which tenants pay for their plans. */
export interface BillingProvider {
  readonly name: "stripe" | "lemonsqueezy";
  /** Makes a page on which a tenant pays; answers with its address. */
  readonly createCheckout: (checkout: BillingCheckout) => Promise<string>;
  /** Makes a page on which a tenant sees invoices and cancels; answers with its address. */
  readonly createPortal: (input: {
    readonly customer: string;
    readonly subscription: string;
    readonly returnUrl: string;
  }) => Promise<string>;
  /**
   * Verifies a webhook and answers with the state of its subscription now; null for what is about none of a tenant.
   *
   * @throws RequestProblem `invalid-signature` or `unsupported-api-version`.
   */
  readonly readWebhook: (webhook: BillingWebhook) => Promise<BillingState | null>;
}

/** Metadata by which the provider's subscription says whose it is. */
export const TENANT_METADATA = "pricewright_tenant";
