import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import { readPreviewQuery } from "./preview-query.ts";
import { problem } from "./problem-response.ts";
import { showPrices } from "./show-prices.ts";
import { shownBeforeConsent } from "./shown-before-consent.ts";
import type { SiteAnswer } from "./site-answer.ts";
import type { SiteOptions } from "./site-options.ts";
import { startCheckout } from "./start-checkout.ts";
import { takeEvents } from "./take-events.ts";
import { takeWebhook } from "./take-webhook.ts";
import type { Visit } from "./visit.ts";
import { type VisitorCookie, visitorCookie } from "./visitor-cookie.ts";

/** Prices for an app's requests, whatever framework brings them. */
export interface Site<Native> {
  readonly cookie: VisitorCookie;
  /** Whether a path, with or without its query, is one of the routes'. */
  readonly isRoute: (path: string) => boolean;
  /** Who makes a request. */
  readonly visitOf: (native: Native, cookies: string | null | undefined) => Promise<Visit>;
  /** What a page shows, and the headers that its answer must carry. The address may ask for a preview. */
  readonly evaluate: (
    native: Native,
    cookies: string | null | undefined,
    address: string | null | undefined,
  ) => Promise<SiteAnswer>;
  /** Answers a request to one of the routes; null for any other. */
  readonly handle: (request: Request, native: Native) => Promise<Response | null>;
}

/** What a page asks for, beside who asks. */
interface PageOptions extends EvaluateOptions {
  readonly address: string | null | undefined;
  /** What the page was given before its visitor agreed to a cookie. */
  readonly shown?: string | undefined;
}

/** Headers of every page that holds somebody's prices. */
export const PRIVATE_HEADERS = [
  ["cache-control", "private, no-store"],
  ["vary", "Cookie"],
] as const;

/**
 * Makes the pages' and routes' side of an app.
 *
 * @throws PricewrightError `weak-secret`.
 */
export function createSite<Native>(options: SiteOptions<Native>): Site<Native> {
  const { pricing, cookieSecret, cookieName = "pw_visitor", path = "/pw", checkout, webhooks = [] } = options;
  const cookie = visitorCookie(cookieSecret, cookieName);
  const beforeConsent = shownBeforeConsent(cookieSecret);
  const visitOf = async (native: Native, cookies: string | null | undefined): Promise<Visit> => ({
    visitor: cookie.read(cookies),
    account: (await options.accountOf?.(native)) ?? null,
  });
  const isRoute = (asked: string) => asked.startsWith(`${path}/`);
  const routeOf = ({ method, url }: Request): string | null => {
    const { pathname } = new URL(url);
    return method === "POST" && isRoute(pathname) ? pathname.slice(path.length + 1) : null;
  };
  const evaluate = async (
    native: Native,
    cookies: string | null | undefined,
    { address, shown, ...chosen }: PageOptions,
  ): Promise<SiteAnswer> => {
    const { visitor, account } = await visitOf(native, cookies);
    const hasConsent = (await options.hasConsent?.(native)) ?? true;
    const attributes = await options.attributesOf?.(native);
    const facts = {
      hasIdentity: hasConsent || account !== null,
      ...(attributes ? { attributes } : {}),
      ...readPreviewQuery(address),
    };
    const known = visitor !== null ? { id: visitor } : shown !== undefined ? beforeConsent.open(shown) : null;
    const answer = await pricing.evaluate(
      account === null ? { ...facts, ...(hasConsent ? known : null) } : { ...facts, kind: "account", id: account },
      { ...(await options.optionsOf?.(native)), ...chosen },
    );
    const kept = visitor ?? (answer.unit.kind === "visitor" ? answer.unit.id : null);
    const written = hasConsent ? kept !== null && cookie.write(kept) : visitor !== null && cookie.forget();
    return {
      answer: { ...answer, shown: facts.hasIdentity ? null : beforeConsent.seal(answer) },
      headers: [...PRIVATE_HEADERS, ...(written ? [["set-cookie", written] as const] : [])],
    };
  };
  return {
    cookie,
    isRoute,
    visitOf,
    evaluate: (native, cookies, address) => evaluate(native, cookies, { address }),
    handle: async (request, native) => {
      const route = routeOf(request);
      if (route === null) return null;
      const now = Date.now();
      const webhook = webhooks.find(({ provider }) => route === `webhooks/${provider.name}`);
      if (webhook) return takeWebhook(request, webhook, { pricing, now });
      if (route !== "events" && route !== "evaluate" && (route !== "checkout" || !checkout)) return null;
      if (request.headers.get("sec-fetch-site") === "cross-site")
        return problem(403, "wrong-origin", "This is for the app's own pages.");
      const cookies = request.headers.get("cookie");
      // A page that shows a preview goes on showing it.
      const address = request.headers.get("referer");
      if (route === "evaluate")
        return showPrices(request, (chosen) => evaluate(native, cookies, { ...chosen, address }));
      const visit = await visitOf(native, cookies);
      if (checkout && route === "checkout") return startCheckout(request, visit, { pricing, addresses: checkout });
      return takeEvents(request, visit, { pricing, now });
    },
  };
}
