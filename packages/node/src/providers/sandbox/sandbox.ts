import { randomBytes, randomUUID } from "node:crypto";
import { isSignedByStripe } from "@pricewright/core/providers";
import type { ParsedWebhook, Provider, ReportedUsage } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { headerOf } from "../webhook-header.ts";
import { refundEvent, saleEvent } from "./sandbox-events.ts";
import type { SandboxSession } from "./sandbox-session.ts";
import { type SandboxPages, serveSandboxPages } from "./serve-sandbox-pages.ts";
import { type SandboxDelivery, signDelivery } from "./sign-delivery.ts";

/** How {@link sandbox} tells of payments. */
export interface SandboxOptions {
  /** Takes a webhook in, as your webhook route does; called when somebody pays on the page, and by `refund`. */
  readonly deliver: (webhook: SandboxDelivery) => Promise<void>;
  /**
   * Port of the page on 127.0.0.1.
   *
   * @default any free one
   */
  readonly port?: number | undefined;
  /**
   * The time now.
   *
   * @default () => new Date()
   */
  readonly clock?: (() => Date) | undefined;
}

/** A payment provider that moves no money. */
export interface SandboxProvider extends Provider {
  /** Pays a session, as the button on its page does. Paying again changes nothing. */
  readonly pay: (session: string) => Promise<void>;
  /** Gives all of a paid session back. */
  readonly refund: (session: string) => Promise<void>;
  /** What was reported, each id once. */
  readonly usage: () => readonly ReportedUsage[];
  /** Stops serving the page. */
  readonly close: () => Promise<void>;
}

/**
 * A payment provider for development: a real page on 127.0.0.1 with a button to pay, and signed webhooks. For the test
 * environment only.
 *
 * @example
 * const provider = sandbox({ deliver: ({ body, headers }) => receive(body, headers) });
 * const { url } = await provider.createCheckout(checkout); // open it in a browser
 */
export function sandbox({ deliver, port = 0, clock = () => new Date() }: SandboxOptions): SandboxProvider {
  const secret = randomBytes(32).toString("base64url");
  const sessions = new Map<string, SandboxSession>();
  const used = new Map<string, ReportedUsage>();
  let pages: Promise<SandboxPages> | undefined;
  const sessionOf = (id: string): SandboxSession => {
    const session = sessions.get(id);
    if (session) return session;
    throw new ProviderError("provider-refused", `The sandbox has no session "${id}".`, { provider: "sandbox" });
  };
  const send = (webhook: Omit<ParsedWebhook, "environment">) =>
    deliver(signDelivery({ ...webhook, environment: "test" }, secret, clock()));
  const pay = async (id: string): Promise<void> => {
    const session = sessionOf(id);
    if (session.status !== "open") return;
    await send({ id: `${id}-paid`, type: "paid", event: saleEvent(session, clock()) });
    session.status = "paid";
  };
  const serve = () => {
    pages ??= serveSandboxPages({ port, find: (id) => sessions.get(id), pay });
    return pages;
  };
  return {
    name: "sandbox",
    environment: "test",
    createCheckout: async (checkout) => {
      const known = [...sessions.values()].find((session) => session.checkout.id === checkout.id);
      const session = known ?? { id: `sandbox_${randomUUID()}`, checkout, status: "open" };
      sessions.set(session.id, session);
      const { url } = await serve();
      return { id: session.id, url: `${url}/checkouts/${session.id}` };
    },
    customerPortal: async ({ returnUrl }) => {
      const { url } = await serve();
      return { url: `${url}/portal?${new URLSearchParams({ return: returnUrl })}` };
    },
    reportUsage: async (usage) => {
      if (!used.has(usage.id)) used.set(usage.id, usage);
    },
    parseWebhook: async (rawBody, headers) => {
      const body = typeof rawBody === "string" ? rawBody : new TextDecoder().decode(rawBody);
      if (!isSignedByStripe({ body, header: headerOf(headers, "sandbox-signature"), secret, now: clock() }))
        throw new ProviderError(
          "invalid-signature",
          "This sandbox did not sign the webhook, or signed it too long ago.",
          {
            provider: "sandbox",
          },
        );
      return JSON.parse(body) as ParsedWebhook;
    },
    pay,
    refund: async (id) => {
      const session = sessionOf(id);
      if (session.status !== "paid")
        throw new ProviderError(
          "provider-refused",
          `The session "${id}" is ${session.status}, so nothing can go back.`,
          {
            provider: "sandbox",
          },
        );
      await send({ id: `${id}-refunded`, type: "refunded", event: refundEvent(session, clock()) });
      session.status = "refunded";
    },
    usage: () => [...used.values()],
    close: async () => {
      const serving = await pages;
      pages = undefined;
      await serving?.close();
    },
  };
}
