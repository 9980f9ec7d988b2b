import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { checkedAddress, PrivateAddressError, type Resolve } from "./public-address.ts";

/** What to send, and how freely. */
export interface PostMessageInput {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowPrivate: boolean;
  readonly resolve?: Resolve;
}

/** Milliseconds for the whole of an attempt. */
const ANSWERED_WITHIN = 10_000;
const MOST_REDIRECTS = 3;

/**
 * Posts a message and answers with the status of the answer, whose body nobody reads. Each address on the way is
 * checked, and the checked one is connected to.
 *
 * @throws PrivateAddressError when an address on the way is not public, or is not https.
 */
export async function postMessage(input: PostMessageInput): Promise<number> {
  const signal = AbortSignal.timeout(ANSWERED_WITHIN);
  let url = new URL(input.url);
  for (let redirects = 0; ; redirects++) {
    const { status, location } = await postOnce(url, input, signal);
    // Only these two say that the same request is to be made elsewhere.
    if ((status !== 307 && status !== 308) || location === undefined || !URL.canParse(location, url)) return status;
    if (redirects === MOST_REDIRECTS) return status;
    url = new URL(location, url);
  }
}

async function postOnce(
  url: URL,
  { headers, body, allowPrivate, resolve }: PostMessageInput,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly location: string | undefined }> {
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:"))
    throw new PrivateAddressError("the address does not start with https://");
  const checked = await checkedAddress(url.hostname, { allowPrivate, ...(resolve ? { resolve } : {}) });
  return new Promise((resolved, rejected) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = send(
      url,
      {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": "Pricewright-Webhooks/1", ...headers },
        signal,
        agent: false,
        // Whatever the name says by now, the address that was checked is the one that is connected to.
        lookup: (_, options, found) =>
          options.all ? found(null, [checked]) : found(null, checked.address, checked.family),
      },
      (incoming) => {
        resolved({ status: incoming.statusCode ?? 0, location: incoming.headers.location });
        incoming.destroy();
      },
    );
    outgoing.on("error", rejected);
    outgoing.end(body);
  });
}
