import { createHash } from "node:crypto";
import type { Context, Next } from "hono";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { claim, keepAnswer, type RequestIdentity, type StoredAnswer } from "./answers.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Header of an answer that was given before. */
export const REPLAYED = "idempotency-replayed";

/** Milliseconds that a request waits for the same one to end. */
const WAIT_FOR = 5000;
/**
 * These are idempotent by themselves: by what is frozen, by the events' ids, by the ids of commands to credits, and because
 * what is full takes nothing in.
 */
const BY_THEMSELVES = /^\/v1\/(?:evaluate|events|import|accounts\/[^/]+\/credits\/.+)$/;
/** Answers that may be another the next time; 5xx beside them. */
const NOT_KEPT = new Set([401, 403, 408, 429]);

/**
 * Lets every write that is authenticated take an `Idempotency-Key`. The key, what the request does and its answer are
 * stored in one transaction: a repetition gets the answer, and after a crash there is either all of it or nothing.
 */
export function withIdempotency(
  authenticate: Authenticate,
  services: Pick<Services, "database" | "clock">,
  waitFor: number = WAIT_FOR,
): Authenticate {
  const once = idempotent(services, waitFor);
  return (allowed) => {
    const known = authenticate(allowed);
    return async (context, next) => {
      let answer: Response | undefined;
      await known(context, async () => {
        answer = (await once(context, next)) ?? undefined;
      });
      return answer;
    };
  };
}

function idempotent({ database, clock }: Pick<Services, "database" | "clock">, waitFor: number) {
  // Waiting here and not in the database keeps its connections free; the embedded one has a single one.
  const running = new Map<string, Promise<unknown>>();
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    const key = context.req.header("idempotency-key");
    if (key === undefined || context.req.method === "GET" || BY_THEMSELVES.test(context.req.path)) return next();
    const { scope } = context.get("principal");
    const identity = await identityOf(context, key);
    const name = JSON.stringify([scope.tenantId, scope.environment, identity.route, key]);
    await ended(running, name, waitFor);
    const result = answerOnce(context, next, identity, { database, clock, waitFor });
    running.set(name, result);
    try {
      return await result;
    } finally {
      running.delete(name);
    }
  });
}

/** Waits until the same request, which this process is answering, has ended. */
async function ended(running: Map<string, Promise<unknown>>, name: string, waitFor: number): Promise<void> {
  const until = performance.now() + waitFor;
  for (let first = running.get(name); first; first = running.get(name)) {
    const { promise: tooLong, resolve } = Promise.withResolvers<"too-long">();
    const timer = setTimeout(() => resolve("too-long"), until - performance.now());
    const outcome = await Promise.race([first.then(nothing, nothing), tooLong]);
    clearTimeout(timer);
    if (outcome === "too-long") throw inProgress();
  }
}

function nothing(): void {}

interface AnswerOnceInput extends Pick<Services, "database" | "clock"> {
  readonly waitFor: number;
}

async function answerOnce(
  context: Context<ServerEnvironment>,
  next: Next,
  identity: RequestIdentity,
  { database, clock, waitFor }: AnswerOnceInput,
): Promise<Response | undefined> {
  const { scope } = context.get("principal");
  try {
    return await database.inOneTransaction(scope, async (queries) => {
      const claimed = await claim(queries, scope, identity, { now: clock(), waitFor });
      if (claimed.kind === "reused") throw reusedKey(identity.key);
      if (claimed.kind === "answered") return replay(claimed.answer);
      await next();
      const answer = await answerOf(context.res);
      if (answer.status >= 500 || NOT_KEPT.has(answer.status)) throw new NotKept();
      await keepAnswer(queries, scope, identity, answer);
      return undefined;
    });
  } catch (error) {
    if (error instanceof NotKept) return undefined;
    if (isLockTimeout(error)) throw inProgress();
    throw error;
  }
}

/** Undoes the transaction; the answer is given and kept by nobody. */
class NotKept extends Error {}

async function identityOf(context: Context<ServerEnvironment>, key: string): Promise<RequestIdentity> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new RequestProblem("invalid-request", "An Idempotency-Key has 1 to 255 visible ASCII characters.", {
      problems: [{ field: "Idempotency-Key", code: "invalid", message: "use 1 to 255 visible ASCII characters" }],
    });
  const { method, url } = context.req;
  const { pathname, search } = new URL(url);
  const hash = createHash("sha256")
    .update(`${method}\n${pathname}${search}\n`)
    .update(new Uint8Array(await context.req.arrayBuffer()))
    .digest("base64url");
  return { route: `${method} ${routePath(context)}`, key, hash };
}

async function answerOf(response: Response): Promise<StoredAnswer> {
  const headers = ["content-type", "etag"].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: withoutSecrets(await response.clone().text()),
  };
}

function replay({ status, headers, body }: StoredAnswer): Response {
  return new Response(body, { status, headers: { ...headers, [REPLAYED]: "true" } });
}

function inProgress(): RequestProblem {
  return new RequestProblem(
    "request-in-progress",
    "The same request is still running. Send it again with the same Idempotency-Key in a moment.",
    { headers: { "retry-after": "1" } },
  );
}

function reusedKey(key: string): RequestProblem {
  return new RequestProblem(
    "idempotency-key-reused",
    `Another request was sent with the Idempotency-Key "${key}". Give each request its own; a repetition must be the same byte for byte.`,
  );
}

function isLockTimeout(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ((cause as { code?: string }).code === "55P03") return true;
  return false;
}
