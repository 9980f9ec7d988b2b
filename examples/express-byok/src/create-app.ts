import { randomBytes } from "node:crypto";
import { createLocal, type Provider, type Store } from "@pricewright/node";
import { createPricewright } from "@pricewright/node/express";
import express, { type Express } from "express";
import { catalog, proPrice } from "./catalog.ts";
import { pricingPage, resultsPage } from "./pages.ts";

/** What the app is made of. */
export interface AppOptions {
  readonly provider: Provider;
  readonly store: Store;
  /** Where buyers come back to, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** 32 characters or more that nobody can guess, the same after each start. */
  readonly secret: string;
}

/** The app, and how to end it. */
export interface App {
  readonly app: Express;
  readonly close: () => Promise<void>;
}

/** A shop with one plan and one price test: a page, a payment, and the results. */
export function createApp({ provider, store, url, secret }: AppOptions): App {
  const pricing = createLocal({
    catalog,
    experiments: [proPrice],
    store,
    signingKey: secret,
    provider,
    environment: provider.environment,
  });
  const prices = createPricewright({
    pricing,
    cookieSecret: secret,
    checkout: { successUrl: new URL("/thanks", url).href, cancelUrl: new URL("/", url).href },
    webhooks: [
      {
        provider,
        catalogs: [catalog],
        payments: pricing.payments,
        onReceived: ({ review }) => review && console.warn(review),
      },
    ],
  });
  const app = express()
    .disable("x-powered-by")
    .use(prices.routes)
    .get("/", async (request, response) => {
      const { pricing: document, quote } = await prices.evaluate(request, response);
      const nonce = randomBytes(16).toString("base64");
      response.set(
        "content-security-policy",
        `default-src 'none'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'`,
      );
      response.type("html").send(pricingPage(document, quote ?? "", nonce));
    })
    .get("/thanks", (_, response) => void response.type("html").send("<h1>Thank you</h1>"))
    .get("/results", async (_, response) => {
      await pricing.flush();
      const { report } = await pricing.results("pro-price");
      response.type("html").send(resultsPage(report));
    });
  return { app, close: () => pricing.close() };
}
