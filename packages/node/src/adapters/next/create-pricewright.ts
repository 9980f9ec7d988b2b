import { PricewrightError } from "@pricewright/core";
import type { NextRequest, NextResponse } from "next/server.js";
import { createSite, PRIVATE_HEADERS } from "../../site/create-site.ts";
import type { SitePricing } from "../../site/site-answer.ts";
import type { SiteOptions } from "../../site/site-options.ts";
import { COOKIE_SECONDS } from "../../site/visitor-cookie.ts";

/** Carries the query of a page's address from the proxy to the page. */
const QUERY_HEADER = "x-pricewright-query";

const COOKIE = { path: "/", httpOnly: true, secure: true, sameSite: "lax" } as const;

/** Options of {@link createPricewright}: your functions read Next's own `cookies()` and `headers()`. */
export type NextOptions = SiteOptions<void>;

/** Prices in the app router of Next. */
export interface NextPricewright {
  /** Which prices the page's visitor or account sees; for server components, which it makes dynamic. */
  readonly evaluate: () => Promise<SitePricing>;
  /** For `app/pw/[...path]/route.ts`: `export const { POST } = prices.handlers`. */
  readonly handlers: { readonly POST: (request: Request) => Promise<Response> };
  /**
   * For `proxy.ts`: gives new visitors their cookie before the page is rendered, since a server component cannot, renews
   * it, and keeps the page out of caches. Match it to the pages with prices.
   */
  readonly proxy: (request: NextRequest) => Promise<NextResponse>;
}

/**
 * Connects an app of Next 16 or newer.
 *
 * @throws PricewrightError `weak-secret`.
 *
 * @example
 * import { createPricewright } from "@pricewright/node/next";
 * import { cookies } from "next/headers.js";
 *
 * const accountOf = async () => sessionOf(await cookies())?.account;
 * export const prices = createPricewright({ pricing, cookieSecret, accountOf });
 */
export function createPricewright(options: NextOptions): NextPricewright {
  const site = createSite<void>(options);
  const { name, open, seal } = site.cookie;
  const hasConsent = async () => (await options.hasConsent?.()) ?? true;
  // Of no experiment: what is shown is frozen, and only the page knows what decides it.
  const mint = async () => (await options.pricing.evaluate({}, { experiments: [] })).unit.id;
  const post = async (request: Request) =>
    (await site.handle(request, undefined)) ?? new Response("There is no such route.", { status: 404 });
  return {
    evaluate: async () => {
      const { cookies, headers } = await import("next/headers.js");
      const value = (await cookies()).get(name)?.value;
      if (open(value) === null && (await hasConsent()) && !(await options.accountOf?.())) throw noVisitor();
      const query = (await headers()).get(QUERY_HEADER);
      return (await site.evaluate(undefined, value === undefined ? null : `${name}=${value}`, query)).answer;
    },
    handlers: { POST: post },
    proxy: async (request) => {
      const { NextResponse } = await import("next/server.js");
      const known = open(request.cookies.get(name)?.value);
      // A page that asks its routes may bring what its visitor was shown before they agreed.
      const isAllowed = await hasConsent();
      const id = isAllowed && !site.isRoute(request.nextUrl.pathname) ? (known ?? (await mint())) : null;
      if (id !== null) request.cookies.set(name, seal(id));
      // A server component cannot read the address, which may ask for a preview.
      request.headers.set(QUERY_HEADER, request.nextUrl.search);
      const response = NextResponse.next({ request: { headers: request.headers } });
      for (const [header, value] of PRIVATE_HEADERS) response.headers.set(header, value);
      if (id !== null) response.cookies.set(name, seal(id), { ...COOKIE, maxAge: COOKIE_SECONDS });
      else if (known !== null && !isAllowed) response.cookies.set(name, "", { ...COOKIE, maxAge: 0 });
      return response;
    },
  };
}

function noVisitor(): PricewrightError {
  return new PricewrightError(
    "missing-visitor",
    "The page has no visitor's cookie. Call prices.proxy in proxy.ts for this page, and let the page be dynamic: one that is static or cached would show everybody one visitor's prices.",
  );
}
