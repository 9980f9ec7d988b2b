import type { PricingDocument } from "@pricewright/core/catalog";
import type { Request as ExpressRequest, Response as ExpressResponse, RequestHandler } from "express";
import { createSite } from "../../site/create-site.ts";
import type { SitePricing } from "../../site/site-answer.ts";
import type { SiteOptions } from "../../site/site-options.ts";
import { sendResponse, toWebRequest } from "./web-request.ts";

/** Prices in an Express app. */
export interface ExpressPricewright {
  /** The routes. Mount it before `express.json()`: the signature of a webhook is over its raw body. */
  readonly routes: RequestHandler;
  /** Which prices the request's visitor or account sees; sets the cookie and forbids caching. */
  readonly evaluate: (request: ExpressRequest, response: ExpressResponse) => Promise<SitePricing>;
  /** The same, for a page: give it to `PricingProvider`. */
  readonly pricingDocument: (request: ExpressRequest, response: ExpressResponse) => Promise<PricingDocument>;
  /** The visitor's id, to be linked to an account with `identify` when they sign in; null where there is none. */
  readonly visitorOf: (request: ExpressRequest) => string | null;
}

/**
 * Connects an Express app.
 *
 * @throws PricewrightError `weak-secret`.
 *
 * @example
 * import { createPricewright } from "@pricewright/node/express";
 * import express from "express";
 *
 * const prices = createPricewright({ pricing, cookieSecret, accountOf: (request) => sessionOf(request)?.account });
 * const app = express().use(prices.routes);
 * app.get("/pricing", async (request, response) => {
 *   response.send(page(await prices.pricingDocument(request, response)));
 * });
 */
export function createPricewright(options: SiteOptions<ExpressRequest>): ExpressPricewright {
  const site = createSite(options);
  const evaluate: ExpressPricewright["evaluate"] = async (request, response) => {
    const { answer, headers } = await site.evaluate(request, request.headers.cookie, request.originalUrl);
    for (const [name, value] of headers) {
      if (name === "set-cookie") response.append(name, value);
      else if (name === "vary") response.vary(value);
      else response.set(name, value);
    }
    return answer;
  };
  return {
    routes: async (request, response, next) => {
      if (request.method !== "POST" || !site.isRoute(request.originalUrl)) return next();
      const answer = await site.handle(toWebRequest(request), request);
      if (answer === null) return next();
      await sendResponse(answer, response);
    },
    evaluate,
    pricingDocument: async (request, response) => (await evaluate(request, response)).pricing,
    visitorOf: (request) => site.cookie.read(request.headers.cookie),
  };
}
