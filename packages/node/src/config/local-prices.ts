import type { Assignment, FrozenRecord } from "@pricewright/core";
import {
  CONFIG_SCHEMA_VERSION,
  type ConfigExperiment,
  type ConfigResponse,
  type EvaluateResponse,
  type FieldProblem,
} from "@pricewright/core/api";
import {
  answerEvaluation,
  type BookExperiment,
  createPriceBook,
  currentRecord,
  type Evaluation,
  type EvaluationSecrets,
  evaluateUnit,
  internalUnits,
  type PriceBook,
  passedRecords,
  type SettledEvaluation,
  settleEvaluation,
  shownDocument,
  type UnitId,
} from "@pricewright/core/evaluation";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import type { UnitFacts } from "../pricing/pricing-unit.ts";

/** A configuration, and the copy of it that holds no keys. */
export type KnownConfig = Omit<ConfigResponse, "keys"> & Partial<Pick<ConfigResponse, "keys">>;

/** One evaluation. */
export interface LocalRequest {
  readonly unit: UnitId;
  readonly facts: UnitFacts;
  readonly options: EvaluateOptions;
  /** Signed records that an earlier answer gave; undefined where nothing was answered lately. */
  readonly remembered: readonly string[] | undefined;
  readonly at: Date;
}

/** Answers from a configuration, without asking anybody. */
export interface LocalPrices {
  readonly version: string;
  /** The answer that the server would give; null where it has to be asked, since it must store something first. */
  readonly answer: (request: LocalRequest) => EvaluateResponse | null;
  /** What can be said while the server is away: prices that were shown before, else the control, uncounted. */
  readonly withoutServer: (request: LocalRequest, ignored: readonly FieldProblem[]) => EvaluateResponse;
}

/** What answers are signed with, and from when on what was signed is good. */
interface ConfigSecrets extends EvaluationSecrets {
  readonly since: Date | null;
}

/** Prepares a configuration. What this version of the SDK lacks is shown as frozen or the control. */
export function createLocalPrices(config: KnownConfig): LocalPrices {
  const book = createPriceBook({
    experiments: config.experiments.map((each) => ({ experiment: toExperiment(each), definition: each.definition })),
    catalogs: config.catalogs.map(({ version, catalog }) => ({ version, document: catalog })),
    // When a price was withdrawn matters to quotes, which the server verifies.
    withdrawn: new Map(config.withdrawn.map((price) => [price, { honour: "none", withdrawnAt: "" }])),
    internal: internalUnits(config.internal ?? []),
    onUnsupported: "control",
  });
  const secrets = config.keys ? toSecrets(config, config.keys) : null;
  const isUnderstood = config.schemaVersion <= CONFIG_SCHEMA_VERSION;
  return {
    version: config.version,
    answer: (request) => (secrets && isUnderstood ? answerKnown(request, book, secrets) : null),
    withoutServer: (request, ignored) => {
      const evaluation = withoutServer(evaluate(request, book, secrets).evaluation, book, isUnderstood);
      const { unit, at, options, facts } = request;
      if (secrets) {
        const isBuyable = facts.hasIdentity !== false && evaluation.assignments.every(isCertain);
        const quoteId = isBuyable ? newQuoteId() : null;
        return answerEvaluation(evaluation, { ...options, book, unit, at, secrets, quoteId, ignored });
      }
      const { assignments } = evaluation;
      const pricing = shownDocument(evaluation, { book, at, locale: options.locale });
      return { unit, assignments, pricing, quote: null, frozen: facts.frozen ?? [], ignored };
    },
  };
}

function answerKnown(request: LocalRequest, book: PriceBook, secrets: ConfigSecrets): EvaluateResponse | null {
  const { unit, facts, options, remembered, at } = request;
  const hasIdentity = facts.hasIdentity !== false;
  if (hasIdentity && remembered === undefined && facts.frozen === undefined) return null;
  const { evaluation, ignored, isOpenToRelease } = evaluate(request, book, secrets);
  if (evaluation.fresh.length > 0 || isOpenToRelease) return null;
  const quoteId = hasIdentity ? newQuoteId() : null;
  return answerEvaluation(settleEvaluation(evaluation, []), { ...options, book, unit, at, secrets, quoteId, ignored });
}

function evaluate(
  { unit, facts, options, remembered = [], at }: LocalRequest,
  book: PriceBook,
  secrets: ConfigSecrets | null,
) {
  const read = (tokens: readonly string[]) =>
    secrets ? passedRecords(tokens, unit, secrets.frozen, secrets) : { records: [], ignored: [] };
  const passed = read(facts.frozen ?? []);
  const stored = { records: read(remembered).records, account: null, bought: facts.payingCustomer === true };
  const evaluation = evaluateUnit({ ...facts, ...options, unit, frozen: passed.records }, { book, stored, at });
  // Whether a visitor ever bought, only the server knows.
  const mayBeReleased = (record: FrozenRecord) => currentRecord(record, { book, bought: stored.bought, at }) !== record;
  const isOpenToRelease = [...stored.records, ...passed.records].some(mayBeReleased);
  return { evaluation, ignored: passed.ignored, isOpenToRelease };
}

/** What is certain stays; for the rest the control, uncounted. */
function withoutServer(evaluation: Evaluation, book: PriceBook, isUnderstood: boolean): SettledEvaluation {
  const { fresh: _, ...rest } = evaluation;
  const assignments = evaluation.assignments.map((assignment): Assignment => {
    if (isCertain(assignment) || assignment.reason === "unsupported") return assignment;
    const { experiment } = assignment;
    const variant = book.experiments.get(experiment)?.control ?? assignment.variant;
    const reason = isUnderstood ? "frozen-unknown" : "unsupported";
    return { experiment, variant, reason, slot: null, counted: false };
  });
  return { ...rest, assignments, records: evaluation.known };
}

function isCertain({ reason }: Assignment): boolean {
  return reason === "frozen" || reason === "override" || reason === "no-identity" || reason === "unknown-experiment";
}

function newQuoteId(): string {
  return `q_${crypto.randomUUID()}`;
}

function toExperiment({ definition, ...rest }: ConfigExperiment): BookExperiment {
  const { key, status, control, variants, revision = 1, winner = null } = definition;
  const { catalogVersion, startedAt, endedAt, memoryDays, releaseAfterDays } = rest;
  const settings = { memoryDays, releaseAfterDays };
  return { key, status, control, variants, revision, winner, catalogVersion, startedAt, endedAt, settings };
}

function toSecrets({ tenant, environment, recordsSince }: KnownConfig, keys: ConfigResponse["keys"]): ConfigSecrets {
  const { id, secret } = keys.quote;
  return {
    quoteKey: { id, secret: toBytes(secret), tenant, environment },
    frozen: toBytes(keys.frozen),
    since: recordsSince ? new Date(recordsSince) : null,
    variants: toBytes(keys.variants),
  };
}

function toBytes(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
