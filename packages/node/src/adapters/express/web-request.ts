import { Readable } from "node:stream";
import { PricewrightError } from "@pricewright/core";
import type { Request as ExpressRequest, Response as ExpressResponse } from "express";

/**
 * Express's request as one of the web's, with its raw body.
 *
 * @throws PricewrightError `body-was-read` where a middleware before has parsed the body.
 */
export function toWebRequest(request: ExpressRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  // Only the path is looked at, and a browser can send any host.
  const url = `http://localhost${request.originalUrl}`;
  const init: RequestInit & { duplex: "half" } = {
    method: request.method,
    headers,
    body: bodyOf(request),
    duplex: "half",
  };
  return new Request(url, init);
}

function bodyOf(request: ExpressRequest): BodyInit {
  // As `express.raw()` leaves it.
  if (Buffer.isBuffer(request.body)) return new Uint8Array(request.body);
  if (!request.readableDidRead) return Readable.toWeb(request) as ReadableStream;
  throw new PricewrightError(
    "body-was-read",
    "The body was read before Pricewright's routes, and a webhook's signature is over the raw body. Mount them before express.json().",
  );
}

/** Sends an answer of the web by Express. */
export async function sendResponse(answer: Response, response: ExpressResponse): Promise<void> {
  response.status(answer.status);
  answer.headers.forEach((value, name) => {
    response.append(name, value);
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
