import { writeMetadata } from "@pricewright/core/providers";
import type { ProviderCheckout, ProviderSession } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { CallLemonSqueezy } from "./lemonsqueezy-client.ts";

/** Whose checkout is made. */
export interface LemonSqueezyStore {
  readonly storeId: string;
  readonly testMode: boolean;
}

/**
 * Makes a checkout of one variant. Lemon Squeezy knows no idempotency key, so it is asked once.
 *
 * @throws ProviderError `provider-refused` for a price without a variant: Lemon Squeezy sells no bare amounts.
 */
export async function createLemonSqueezyCheckout(
  call: CallLemonSqueezy,
  { storeId, testMode }: LemonSqueezyStore,
  { id, unit, price, trialDays, successUrl }: ProviderCheckout,
): Promise<ProviderSession> {
  const variant = Number(price.providerPrice);
  if (!Number.isSafeInteger(variant) || variant <= 0)
    throw new ProviderError(
      "provider-refused",
      `The price "${price.id}" has no variant at Lemon Squeezy. Set providers.lemonsqueezy of the price to the variant's id.`,
      { provider: "lemonsqueezy" },
    );
  const { data } = await call(
    (sdk) =>
      sdk.createCheckout(storeId, variant, {
        testMode,
        // Else the page offers the product's other variants, at prices that nobody quoted.
        productOptions: { redirectUrl: successUrl, enabledVariants: [variant] },
        ...(trialDays === undefined ? {} : { checkoutOptions: { skipTrial: trialDays === 0 } }),
        checkoutData: { custom: writeMetadata({ unit, price: price.id, checkout: id }) },
      }),
    false,
  );
  return { id: data.id, url: data.attributes.url };
}
