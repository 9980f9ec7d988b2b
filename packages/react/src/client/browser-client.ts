import type { QuotedExposureEvent } from "@pricewright/core";
import type { EvaluateRequest, EvaluateResponse } from "@pricewright/core/api";
import type { Interval } from "@pricewright/core/catalog";
import type { QuotedExposure, SeenVariant } from "../exposure/exposure.ts";

/** What a browser is told of an evaluation. */
export interface BrowserAnswer extends Pick<EvaluateResponse, "pricing" | "quote" | "withdrawn"> {
  /** From your app's own routes, for a visitor who has not agreed to a cookie: what they were shown, signed. */
  readonly shown?: string | undefined;
}

/** What a browser may ask for. */
export interface BrowserEvaluateOptions
  extends Pick<EvaluateRequest, "currency" | "locale" | "experiments" | "overrides" | "previewToken"> {
  /** To your app's own routes: what this visitor was shown before they agreed to a cookie, as it was given. */
  readonly shown?: string | undefined;
}

/** What is bought, and on which quote. */
export interface CheckoutSelection {
  /** The quote that came with the prices. */
  readonly quote: string;
  /** Id of the plan or pack. */
  readonly plan: string;
  /**
   * Which of its prices.
   *
   * @default the only one
   */
  readonly interval?: Interval | undefined;
}

/** Where a page's prices come from and where its events go. */
export interface BrowserClient {
  /**
   * What this visitor sees.
   *
   * @throws PricewrightError with the server's code, or `unreachable`.
   */
  readonly evaluate: (options?: BrowserEvaluateOptions) => Promise<BrowserAnswer>;
  /** Whether an exposure of this id was reported from this browser before, or, without storage, from this page. */
  readonly hasReported: (id: string) => boolean;
  /** Sends an exposure soon, and again until it has arrived. */
  readonly report: (exposure: SeenVariant & QuotedExposure) => void;
  /** Sends what waits, now. It outlives the page, so nobody needs to wait for it. */
  readonly flush: () => Promise<void>;
  /** Address that a form posts a quote to; null where only scripts can check out. */
  readonly checkoutUrl: string | null;
  /**
   * Address of the payment page.
   *
   * @throws PricewrightError with the server's code, or `unreachable`.
   */
  readonly checkout: (selection: CheckoutSelection) => Promise<string>;
  /** The visitor agreed to storage, or took it back: then everything stored is deleted. */
  readonly setStorage: (storage: BrowserStorage) => void;
  /** Sends what earlier pages left behind, and what waits whenever the page is hidden. Returns what ends that. */
  readonly start: () => () => void;
}

/** Where a browser keeps what must outlive the page: a visitor's cookie and events on their way; or nothing anywhere. */
export type BrowserStorage = "browser" | "none";

/** Options of {@link createRouteClient}. */
export interface RouteClientOptions {
  /**
   * Path of your app's own routes: `/pw/events`, `/pw/evaluate` and `/pw/checkout`.
   *
   * @default "/pw"
   */
  readonly route?: string | undefined;
  /**
   * Say `"none"` until the visitor agrees to storage: until then events are kept in memory alone, and with a publishable key
   * visitors see the control, uncounted.
   *
   * @default "browser"
   */
  readonly storage?: BrowserStorage | undefined;
  /**
   * Sends events in your own way, and says whether they need not be sent again.
   *
   * @default to `/pw/events`
   */
  readonly send?: ((events: readonly QuotedExposureEvent[]) => Promise<boolean>) | undefined;
}

/** Options of {@link createBrowserClient}. */
export interface BrowserClientOptions extends Omit<RouteClientOptions, "send"> {
  /** The key that pages may hold: `pw_pk_...`. */
  readonly publishableKey: string;
  /** Address of the Pricewright server, such as `"https://prices.example.com"`. */
  readonly baseUrl: string;
  /**
   * Whether events go through your app, which blockers let pass, or to the server.
   *
   * @default "route"
   */
  readonly events?: "route" | "server" | undefined;
  /**
   * Where buyers go after the payment page, as whole addresses: then checkouts go to the server.
   *
   * @default checkouts go through your app
   */
  readonly checkout?: { readonly successUrl: string; readonly cancelUrl: string } | undefined;
}
