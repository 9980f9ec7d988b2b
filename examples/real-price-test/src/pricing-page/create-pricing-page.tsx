import type { PricingDocument } from "@pricewright/core/catalog";
import type { SeenVariant } from "@pricewright/react";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { checkoutPage } from "./checkout-page.ts";
import { exposureRequest } from "./exposure-request.ts";
import { pageStyles } from "./page-styles.ts";
import { pricingPage } from "./pricing-page.tsx";
import { ensureVisitor, forgetVisitor, readVisitor } from "./visitor-cookie.ts";

/** What {@link createPricingPage} needs. */
export interface PricingPageOptions {
  /** The prices that a visitor sees. */
  readonly evaluate: (visitorId: string) => Promise<PricingDocument>;
  /** Takes the report that a visitor really saw prices. */
  readonly track: (exposure: SeenVariant & { readonly visitor: string }) => void;
  /** Text of the bundled island. */
  readonly script: string;
  /** Text of the pricing table's stylesheet. */
  readonly styles: string;
  /** Where the experiment's results are shown. */
  readonly resultsUrl: string;
}

const MOST_BYTES = 16 * 1024;
const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

/** A small shop whose pricing page shows each visitor a price of their own, and keeps it. */
export function createPricingPage({ evaluate, track, script, styles, resultsUrl }: PricingPageOptions): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    // A page that holds one visitor's price is nobody else's to see.
    context.header("Cache-Control", "private, no-store");
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
  });

  app.get("/", async (context) => {
    const visitor = ensureVisitor(context);
    const document = await evaluate(visitor);
    return context.html(pricingPage({ visitor, document, resultsUrl }));
  });

  app.get("/checkout", async (context) => {
    const document = await evaluate(ensureVisitor(context));
    const prices = document.plans.flatMap((plan) => plan.prices);
    const price = prices.find(({ id }) => id === context.req.query("price"));
    return context.html(checkoutPage(price), price ? 200 : 404);
  });

  app.get("/new-visitor", (context) => {
    forgetVisitor(context);
    return context.redirect("/");
  });

  app.post("/exposures", bodyLimit({ maxSize: MOST_BYTES }), async (context) => {
    if (context.req.header("Origin") !== new URL(context.req.url).origin) return context.text("another origin", 403);
    const visitor = readVisitor(context);
    if (!visitor) return context.text("no visitor", 401);
    const exposure = exposureRequest.safeParse(await context.req.json().catch(() => null));
    if (!exposure.success) return context.text("not an exposure", 400);
    track({ ...exposure.data, visitor });
    return context.body(null, 204);
  });

  app.get("/island.js", (context) => context.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8" }));
  app.get("/styles.css", (context) =>
    context.body(`${styles}${pageStyles}`, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
  return app;
}
