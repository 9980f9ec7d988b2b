import { PricewrightError } from "@pricewright/core";
import type {
  BrowserAnswer,
  BrowserClient,
  BrowserEvaluateOptions,
  BrowserStorage,
  CheckoutSelection,
} from "../client/browser-client.ts";
import type { QuotedExposure, SeenVariant } from "../exposure/exposure.ts";

/** A client that talks to nobody and remembers what it was asked. */
export interface TestClient extends BrowserClient {
  /** What was reported, in order. */
  readonly exposures: readonly (SeenVariant & QuotedExposure)[];
  /** What was to be bought, in order. */
  readonly checkouts: readonly CheckoutSelection[];
  /** What was asked for, in order. */
  readonly evaluations: readonly BrowserEvaluateOptions[];
  /** What the page said last about storage. */
  readonly storage: () => BrowserStorage;
}

/** Options of {@link createTestClient}. */
export interface TestClientOptions {
  /**
   * What an evaluation answers.
   *
   * @default it is rejected with `unreachable`
   */
  readonly answer?: ((asked: BrowserEvaluateOptions) => BrowserAnswer) | undefined;
  /**
   * Address of the payment page; an error is what the checkout is rejected with.
   *
   * @default "#payment"
   */
  readonly payment?: string | Error | undefined;
}

/**
 * A client for a test: give it to the provider, and look at what it was told.
 *
 * @example
 * const client = createTestClient({ payment: "https://pay.example/1" });
 * await client.checkout({ quote: testQuote(), plan: "team" });
 * client.checkouts.map(({ plan }) => plan); // ["team"]
 */
export function createTestClient({ answer, payment = "#payment" }: TestClientOptions = {}): TestClient {
  const exposures: (SeenVariant & QuotedExposure)[] = [];
  const checkouts: CheckoutSelection[] = [];
  const evaluations: BrowserEvaluateOptions[] = [];
  let storage: BrowserStorage = "browser";
  return {
    exposures,
    checkouts,
    evaluations,
    storage: () => storage,
    evaluate: async (asked = {}) => {
      evaluations.push(asked);
      if (!answer) throw new PricewrightError("unreachable", "This test has no server.");
      return answer(asked);
    },
    hasReported: (id) => exposures.some((exposure) => exposure.id === id),
    report: (exposure) => void exposures.push(exposure),
    flush: async () => {},
    checkoutUrl: "/pw/checkout",
    checkout: async (selection) => {
      checkouts.push(selection);
      if (payment instanceof Error) throw payment;
      return payment;
    },
    setStorage: (allowed) => {
      storage = allowed;
    },
    start: () => () => {},
  };
}
