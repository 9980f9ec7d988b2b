import { formatMoney, parseMoney } from "@pricewright/core/money";
import { html } from "hono/html";
import type { CheckoutRow } from "./queries.ts";

const STYLE =
  ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem}" +
  "form{display:inline}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}";

/** The payment page of the sandbox: what is bought, and two buttons. No card is asked for. */
export function sandboxPage({ id, plan, amount, currency, status }: CheckoutRow) {
  const price = formatMoney(parseMoney(amount, currency), { locale: "en-US" });
  const button = (action: string, label: string) =>
    html`<form method="post" action="/sandbox/checkouts/${id}/${action}"><button>${label}</button></form>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sandbox checkout</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sandbox checkout</h1>
<p>${plan}: <strong>${price}</strong></p>
<p>No money moves here. Paying records a sale in the test environment.</p>
${status === "paid" ? html`<p role="status">This is paid.</p>` : html`${button("pay", `Pay ${price}`)} ${button("cancel", "Cancel")}`}
</main>
</body>
</html>`;
}

/** Headers of the page: it is framed nowhere, loads nothing, and leaves for the buyer's own site only. */
export function sandboxHeaders({ successUrl, cancelUrl }: CheckoutRow): Record<string, string> {
  // Browsers apply form-action to where a form's answer leads.
  const origins = [...new Set([successUrl, cancelUrl].map((address) => new URL(address).origin))].join(" ");
  return {
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self' ${origins}; frame-ancestors 'none'; base-uri 'none'`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}
