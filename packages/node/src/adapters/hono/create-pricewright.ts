import type { PricingDocument } from "@pricewright/core/catalog";
import type { Context, MiddlewareHandler } from "hono";
import { createSite } from "../../site/create-site.ts";
import type { SitePricing } from "../../site/site-answer.ts";
import type { SiteOptions } from "../../site/site-options.ts";

/** Prices in a Hono app. */
export interface HonoPricewright {
  /** The routes, as a middleware for the whole app. */
  readonly routes: MiddlewareHandler;
  /** Which prices the request's visitor or account sees; sets the cookie and forbids caching. */
  readonly evaluate: (context: Context) => Promise<SitePricing>;
  /** The same, for a page: give it to `PricingProvider`. */
  readonly pricingDocument: (context: Context) => Promise<PricingDocument>;
  /** The visitor's id, to be linked to an account with `identify` when they sign in; null where there is none. */
  readonly visitorOf: (context: Context) => string | null;
}

/**
 * Connects a Hono app.
 *
 * @throws PricewrightError `weak-secret`.
 *
 * @example
 * import { createPricewright } from "@pricewright/node/hono";
 * import { Hono } from "hono";
 *
 * const prices = createPricewright({ pricing, cookieSecret, accountOf: (context) => sessionOf(context)?.account });
 * const app = new Hono().use(prices.routes);
 * app.get("/pricing", async (context) => context.html(page(await prices.pricingDocument(context))));
 */
export function createPricewright(options: SiteOptions<Context>): HonoPricewright {
  const site = createSite(options);
  const evaluate: HonoPricewright["evaluate"] = async (context) => {
    const { answer, headers } = await site.evaluate(context, context.req.header("cookie"), context.req.url);
    for (const [name, value] of headers) context.header(name, value, { append: name !== "cache-control" });
    return answer;
  };
  return {
    routes: async (context, next) => {
      const answer = await site.handle(context.req.raw, context);
      if (answer === null) return next();
      return answer;
    },
    evaluate,
    pricingDocument: async (context) => (await evaluate(context)).pricing,
    visitorOf: (context) => site.cookie.read(context.req.header("cookie")),
  };
}
