import type { UnitReference } from "@pricewright/core/api";
import type { Interval } from "@pricewright/core/catalog";
import type { ProviderEvent } from "@pricewright/core/providers";

/** What every payment provider can be asked. A refusal or an outage rejects with a `ProviderError`. */
export interface Provider {
  readonly name: ProviderName;
  /** Test and live money never meet: a webhook of the other environment is refused. */
  readonly environment: "test" | "live";
  /** Makes a payment page for one sale. */
  readonly createCheckout: (checkout: ProviderCheckout) => Promise<ProviderSession>;
  /** Makes a page on which a customer sees invoices and cancels. */
  readonly customerPortal: (portal: CustomerPortal) => Promise<ProviderPage>;
  /** Reports usage that the provider bills. */
  readonly reportUsage: (usage: ReportedUsage) => Promise<void>;
  /**
   * Verifies a webhook and reads what it says.
   *
   * @param rawBody Exactly as it came: a body that was parsed and written again has another signature.
   * @throws ProviderError `invalid-signature`, `wrong-environment`, `unsupported-api-version` or `malformed-json`.
   */
  readonly parseWebhook: (rawBody: string | Uint8Array, headers: WebhookHeaders) => Promise<ParsedWebhook>;
}

/** Name of a provider that there is an adapter for. */
export type ProviderName = "stripe" | "lemonsqueezy" | "paid-ai" | "sandbox";

/** Who buys what at which price. Amounts come from a verified quote, never from a browser. */
export interface ProviderCheckout {
  /** Id of the checkout in your app: asking again under it makes no second session, where the provider allows that. */
  readonly id: string;
  readonly unit: UnitReference;
  /** Id of the plan or pack. */
  readonly plan: string;
  readonly price: CheckoutPrice;
  /**
   * Days before the first payment.
   *
   * @default 0
   */
  readonly trialDays?: number | undefined;
  /**
   * The provider's id of the customer, where it is known.
   *
   * @default a new customer
   */
  readonly customer?: string | undefined;
  /** Where the buyer goes after paying. */
  readonly successUrl: string;
  /** Where the buyer goes after turning back. */
  readonly cancelUrl: string;
}

/** The price that is charged. */
export interface CheckoutPrice {
  /** Price id in the catalog. */
  readonly id: string;
  /** Decimal string in major units. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly interval: Interval;
  /** The provider's id of the price; without it Stripe takes the amount, and the others refuse. */
  readonly providerPrice?: string | undefined;
}

/** A page of a provider: send the buyer there. */
export interface ProviderPage {
  readonly url: string;
}

/** A payment page. */
export interface ProviderSession extends ProviderPage {
  /** The provider's id of it. */
  readonly id: string;
}

/** Whose portal, and where it leads back to. */
export interface CustomerPortal {
  /** The provider's id of the customer; at Lemon Squeezy of the subscription. */
  readonly customer: string;
  readonly returnUrl: string;
}

/** Usage for the provider to bill. */
export interface ReportedUsage {
  /** The same usage again is billed once, where the provider allows that. */
  readonly id: string;
  /** The provider's id of the customer; at Lemon Squeezy of the subscription's item. */
  readonly customer: string;
  /** The provider's name of the meter. */
  readonly meter: string;
  /** A whole number. */
  readonly quantity: number;
  /**
   * When it was used.
   *
   * @default now
   */
  readonly at?: Date | undefined;
}

/** Headers of a request, as `fetch` or as Node has them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A verified webhook. */
export interface ParsedWebhook {
  /** The same for the same event. */
  readonly id: string;
  /** The provider's name of what happened. */
  readonly type: string;
  readonly environment: "test" | "live";
  readonly event: ProviderEvent;
}
