import type { DocumentPrice } from "@pricewright/core/catalog";
import { html } from "hono/html";
import { pageShell } from "./page-shell.ts";

/** Stands where a shop's own checkout would begin. No price means that the visitor was never shown the one asked for. */
export function checkoutPage(price: DocumentPrice | undefined): ReturnType<typeof html> {
  return pageShell({
    title: "Mockingbird: checkout",
    body: html`
      <div class="shop-hero">
        <h1>${price ? `Checkout at ${price.formatted}` : "That price is not on offer"}</h1>
        <p>${
          price
            ? "Your own checkout takes over here. This demo sells nothing, so it ends at this page."
            : "You were never shown the price in this address, so nobody sells at it."
        }</p>
      </div>`,
    footer: html`<p><a href="/">Back to the pricing page</a></p>`,
  });
}
