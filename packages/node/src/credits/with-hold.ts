import { isPricewrightError, PricewrightError } from "@pricewright/core";
import type { HoldAnswer, HoldEndAnswer, HoldRequest, SettleRequest } from "@pricewright/core/api";
import type { HeldWork } from "../pricing/held-work.ts";
import type { WithHoldOptions } from "../pricing/with-hold-options.ts";
import type { AccountCommands } from "./account-commands.ts";
import { UnsettledHoldError } from "./unsettled-hold-error.ts";

/** Work that is done while credits are held for it. */
export type HeldRun<Result> = (hold: HoldAnswer, signal: AbortSignal) => Promise<HeldWork<Result>>;

/** Milliseconds that a hold outlives the longest that its work may take. */
const MARGIN = 60_000;

/**
 * Holds an estimate, does the work, and settles by what it took. When the work throws, is aborted or takes too long, all
 * of the hold is given back; when the process dies, the hold's expiry gives it back. The work is charged once, whatever is
 * tried again.
 *
 * @throws PricewrightError `insufficient-credits` before anything is done, `timed-out`; whatever the work throws;
 * UnsettledHoldError when the work was done and could not be charged.
 *
 * @example
 * const answer = await withHold(pricing.credits("acme"), { amount: "100" }, async (hold, signal) => {
 *   const message = await anthropic.messages.create(request, { signal });
 *   return { result: message, actual: { actual: "45" } };
 * });
 */
export async function withHold<Result>(
  credits: Pick<AccountCommands, "hold" | "settle" | "release">,
  estimate: HoldRequest,
  run: HeldRun<Result>,
  options: WithHoldOptions = {},
): Promise<Result> {
  const { signal, timeout, grace = 1_000, onSettled } = options;
  signal?.throwIfAborted();
  // Named here, so that a hold whose answer was lost can be given back.
  const id = estimate.id ?? crypto.randomUUID();
  // The same id asked for again must ask for the same, so its expiry is not counted from now.
  const isOwn = estimate.id === undefined && timeout !== undefined;
  const expiry = isOwn ? { expiresAt: new Date(Date.now() + timeout + grace + MARGIN).toISOString() } : {};
  const release = () =>
    credits.release(id).then(
      () => {},
      // The expiry gives back what could not be given back now.
      () => {},
    );
  const hold = await credits.hold({ ...expiry, ...estimate, id }).catch(async (error: unknown) => {
    // What was refused holds nothing, and the id may be another call's.
    if (!isRefusal(error)) await release();
    throw error;
  });
  const work = await within(run, hold, { signal, timeout, grace }).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const settled = await settle(credits, id, work);
  const charged = settled.type === "settled" ? settled.charged : "0";
  onSettled?.({ hold: id, estimated: estimate.amount, settled: charged, priced: settled.priced });
  return work.result;
}

function isRefusal(error: unknown): boolean {
  return isPricewrightError(error) && (error as { readonly retryable?: unknown }).retryable !== true;
}

interface Limits extends Pick<WithHoldOptions, "signal" | "timeout"> {
  readonly grace: number;
}

/** Does the work; after an abort it has a moment to say what it took until then. */
async function within<Result>(run: HeldRun<Result>, hold: HoldAnswer, limits: Limits): Promise<HeldWork<Result>> {
  const { signal, timeout, grace } = limits;
  const over = new AbortController();
  const abort = () => over.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();
  const timer = timeout === undefined ? undefined : setTimeout(() => over.abort(timedOut(timeout)), timeout);
  const stopped = Promise.withResolvers<never>();
  let last: ReturnType<typeof setTimeout> | undefined;
  over.signal.addEventListener("abort", () => {
    last = setTimeout(() => stopped.reject(over.signal.reason), grace);
  });
  try {
    over.signal.throwIfAborted();
    return await Promise.race([run(hold, over.signal), stopped.promise]);
  } finally {
    signal?.removeEventListener("abort", abort);
    clearTimeout(timer);
    clearTimeout(last);
  }
}

function timedOut(timeout: number): PricewrightError {
  return new PricewrightError("timed-out", `The work took longer than ${timeout} ms. Its hold was given back.`);
}

async function settle<Result>(
  credits: Pick<AccountCommands, "settle">,
  hold: string,
  { actual, result }: HeldWork<Result>,
): Promise<HoldEndAnswer> {
  try {
    return await credits.settle(hold, actual satisfies SettleRequest);
  } catch (cause) {
    throw new UnsettledHoldError({ hold, actual, result, cause });
  }
}
