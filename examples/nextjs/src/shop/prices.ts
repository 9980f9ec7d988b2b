import { createPricewright } from "@pricewright/node/next";
import { shop } from "./shop.ts";

/** Prices for pages and routes. There is no sign-in here; `accountOf` is where an app with one says who it is. */
export const prices = createPricewright({
  pricing: shop.pricing,
  cookieSecret: shop.secret,
  checkout: { successUrl: new URL("/thanks", shop.url).href, cancelUrl: new URL("/", shop.url).href },
});
