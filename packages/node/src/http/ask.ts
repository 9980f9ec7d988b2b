import type { KyInstance, Options } from "ky";
import { toPricewrightError } from "../errors/to-pricewright-error.ts";

/** How a server is reached. */
export interface HttpOptions {
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** How one question differs from others. */
type AskOptions = Pick<Options, "timeout" | "retry">;

/** Asks a server. Every method rejects with a `PricewrightRequestError`. */
export interface Http {
  /** Reads; tried again while the server is away. */
  readonly read: <Answer>(path: string, search?: Readonly<Record<string, string | undefined>>) => Promise<Answer>;
  /** Asks with a body for what changes nothing by being asked twice; tried again while the server is away. */
  readonly ask: <Answer>(path: string, body: unknown, options?: AskOptions) => Promise<Answer>;
  /** Writes once: a repetition after a lost answer is answered as the first was. */
  readonly write: <Answer>(path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** The raw answer, for what is no JSON. */
  readonly raw: (path: string, options: Options) => Promise<Response>;
}

/** Makes it. */
export function createHttp({ apiKey, baseUrl, timeout = 10_000, fetch }: HttpOptions): Http {
  let client: Promise<KyInstance> | null = null;
  const connect = () => {
    // Loaded with the first request: ky has Node load all of fetch, which takes longer than everything else here.
    client ??= import("ky").then(({ default: ky }) =>
      ky.create({
        baseUrl: baseUrl ?? "http://127.0.0.1:3001",
        timeout,
        headers: { authorization: `Bearer ${apiKey}` },
        ...(fetch ? { fetch: fetch as NonNullable<Options["fetch"]> } : {}),
      }),
    );
    return client;
  };
  const raw: Http["raw"] = async (path, options) => (await connect())(path, options);
  const answer = async <Answer>(path: string, options: Options): Promise<Answer> => {
    try {
      return (await (await raw(path, options)).json()) as Answer;
    } catch (error) {
      throw toPricewrightError(error);
    }
  };
  const retry: Options["retry"] = { limit: 2, methods: ["get", "post"] };
  return {
    raw,
    read: (path, search = {}) => {
      const given = Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
      return answer(path, { retry, searchParams: Object.fromEntries(given) });
    },
    ask: (path, body, options) => answer(path, { method: "post", json: body, retry, ...options }),
    write: (path, body, headers) =>
      answer(path, {
        method: "post",
        ...(body === undefined ? {} : { json: body }),
        // Sent again under the same key, the server does it once.
        headers: { "idempotency-key": crypto.randomUUID(), ...headers },
        retry,
      }),
  };
}
