import type { EvaluateRequest, EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import type { ConfigSource } from "../config/config-source.ts";
import type { LocalRequest } from "../config/local-prices.ts";
import { PricewrightRequestError } from "../errors/to-pricewright-error.ts";
import type { Http } from "../http/ask.ts";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import type { PricingUnit } from "../pricing/pricing-unit.ts";
import { emptyAnswer } from "./empty-answer.ts";
import { createRecentUnits } from "./recent-units.ts";

/** What {@link createEvaluation} works with. */
export interface EvaluationOptions {
  readonly http: Http;
  readonly config: ConfigSource;
  readonly fallbackCatalog: Catalog | undefined;
  /** Milliseconds to wait for the server. */
  readonly timeout: number;
  /** Milliseconds for which what was answered is known here. */
  readonly rememberFor: number;
  readonly clock: () => Date;
  /** Called when the server could not be asked. */
  readonly onFallback: (error: Error) => void;
}

/** Evaluates here what is known here, and asks the server for the rest. */
export interface RemoteEvaluation {
  readonly evaluate: (unit: PricingUnit, options?: EvaluateOptions) => Promise<EvaluateResponse>;
  /** To be called when what is stored of units changed. */
  readonly forget: (unit: { readonly kind: "visitor" | "account"; readonly id: string }) => void;
}

const MOST_REMEMBERED = 10_000;
/** Milliseconds for which a server that is away is not asked: pages do not wait one after another. */
const LEFT_ALONE = 1_000;

/** Makes it. */
export function createEvaluation(options: EvaluationOptions): RemoteEvaluation {
  const { http, config, fallbackCatalog, timeout, rememberFor, clock, onFallback } = options;
  const recent = createRecentUnits<readonly string[]>({
    capacity: MOST_REMEMBERED,
    lifetime: rememberFor,
    now: () => clock().getTime(),
  });
  let away: { readonly error: Error; readonly until: number } | null = null;
  const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind} ${id}`;

  const withoutServer = (request: LocalRequest, error: Error): Promise<EvaluateResponse> | EvaluateResponse => {
    onFallback(error);
    const ignored: FieldProblem[] = [{ field: "", code: "without-server", message: error.message }];
    const { unit, options, facts } = request;
    const unproved = facts.previewToken === undefined ? request : { ...request, facts: { ...facts, overrides: {} } };
    try {
      const answer = config.current()?.withoutServer(unproved, ignored);
      if (answer) return answer;
    } catch {
      // A configuration that cannot be used is as good as none.
    }
    return emptyAnswer({ unit, options, frozen: facts.frozen ?? [], catalog: fallbackCatalog, ignored });
  };

  return {
    forget: (unit) => recent.forget(keyOf(unit)),
    evaluate: async ({ kind = "visitor", id, ...facts }, evaluateOptions = {}) => {
      const local = config.current();
      const remembered = id === undefined ? undefined : recent.get(keyOf({ kind, id }));
      // Without an id the server mints one; should it be away, this visitor is nobody's.
      const unit = { kind, id: id ?? `v_${crypto.randomUUID()}` };
      const request = { unit, facts, options: evaluateOptions, remembered, at: clock() };
      // Only the server can tell whether a preview's token is genuine.
      const isPreview = facts.previewToken !== undefined;
      const known = id === undefined || isPreview ? null : answerHere(() => local?.answer(request) ?? null);
      if (known) return known;
      const lost = id === undefined ? { ...request, facts: { ...facts, hasIdentity: false } } : request;
      if (away && Date.now() < away.until) return withoutServer(lost, away.error);
      try {
        const body: EvaluateRequest = { ...facts, ...evaluateOptions };
        const asked = id === undefined ? body : { unit: { kind, id }, ...body };
        const answer = await http.ask<EvaluateResponse>("v1/evaluate", asked, { timeout, retry: 0 });
        away = null;
        // What is shown without an identity is not stored, so only who passes its records may go by them.
        if (facts.hasIdentity !== false) recent.set(keyOf(answer.unit), answer.frozen);
        return answer;
      } catch (error) {
        if (isCallersMistake(error)) throw error;
        away = { error: error as Error, until: Date.now() + LEFT_ALONE };
        return withoutServer(lost, error as Error);
      }
    },
  };
}

/** An answer from here, or null where it cannot be made: the server can always be asked. */
function answerHere(make: () => EvaluateResponse | null): EvaluateResponse | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** A request that no server would take. A key that was revoked is none: pages go on without the server. */
function isCallersMistake(error: unknown): boolean {
  return error instanceof PricewrightRequestError && [400, 404, 409, 413, 422].includes(error.status ?? 0);
}
