import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { Provider } from "../providers/provider.ts";
import type { ReceivedWebhook, ReceiveWebhookOptions } from "../webhooks/receive-webhook.ts";

/** How an app's pages and routes ask for prices. `Native` is the framework's own request. */
export interface SiteOptions<Native> {
  /** `createClient` or `createLocal`. */
  readonly pricing: Pricing;
  /** At least 32 random characters, that sign the visitor's cookie. Keep them. */
  readonly cookieSecret: string;
  /**
   * Id of the account that is signed in, from your own session; null for a visitor.
   *
   * @default nobody is signed in
   */
  readonly accountOf?: ((request: Native) => MaybePromise<string | null | undefined>) | undefined;
  /**
   * Whether the visitor agrees to a cookie. Without, they get the control, uncounted, and no cookie.
   *
   * @default true
   */
  readonly hasConsent?: ((request: Native) => MaybePromise<boolean>) | undefined;
  /**
   * What audiences may ask about, derived by you: never what the browser says.
   *
   * @default {}
   */
  readonly attributesOf?: ((request: Native) => MaybePromise<Readonly<Record<string, unknown>>>) | undefined;
  /**
   * Experiments, language and currency of a request.
   *
   * @default every experiment, "en-US", the catalog's currency
   */
  readonly optionsOf?: ((request: Native) => MaybePromise<EvaluateOptions>) | undefined;
  /** @default "pw_visitor" */
  readonly cookieName?: string | undefined;
  /**
   * Where the routes are: `/pw/events`, `/pw/evaluate`, `/pw/checkout` and `/pw/webhooks/stripe`.
   *
   * @default "/pw"
   */
  readonly path?: string | undefined;
  /**
   * Where buyers go after the payment page.
   *
   * @default there is no checkout route
   */
  readonly checkout?: CheckoutAddresses | undefined;
  /**
   * Providers whose webhooks are taken in, each under its name.
   *
   * @default none
   */
  readonly webhooks?: readonly SiteWebhook[] | undefined;
}

/** Where buyers go, as whole addresses. */
export interface CheckoutAddresses {
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** A provider whose webhooks become revenue. */
export interface SiteWebhook extends Omit<ReceiveWebhookOptions, "pricing" | "provider"> {
  readonly provider: Provider;
  /** Told of every webhook that was taken in: look at its `review` and `waitsFor`. */
  readonly onReceived?: ((received: ReceivedWebhook) => void) | undefined;
}

/** A value, now or later. */
type MaybePromise<Value> = Value | Promise<Value>;
