import type { EvaluateResponse, FieldProblem } from "../api/index.ts";
import { signFrozen } from "../assignment/frozen/frozen-token.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import { issueQuote } from "../quotes/issue-quote.ts";
import type { QuoteKey } from "../quotes/quote.ts";
import type { PriceBook } from "./price-book.ts";
import { quoteContent } from "./quote-content.ts";
import type { SettledEvaluation } from "./settle-evaluation.ts";
import { shownDocument } from "./shown-document.ts";
import type { UnitId } from "./unit-id.ts";
import { withdrawnPrices } from "./withdrawn-prices.ts";

/** Secrets by which answers are signed. */
export interface EvaluationSecrets {
  readonly quoteKey: QuoteKey;
  /** Names variants in quotes. */
  readonly variants: Uint8Array;
  /** Signs frozen records. */
  readonly frozen: Uint8Array;
}

/** What {@link answerEvaluation} goes by. */
export interface AnswerEvaluationOptions {
  readonly book: PriceBook;
  /** Who asked. */
  readonly unit: UnitId;
  readonly secrets: EvaluationSecrets;
  readonly at: Date;
  /** Id of the quote; null for no quote, as for a unit without an identity. */
  readonly quoteId: string | null;
  /** Keys that were asked for; by default all that were evaluated. */
  readonly experiments?: readonly string[] | undefined;
  readonly locale?: string | undefined;
  /** What of the request was not used. */
  readonly ignored?: readonly FieldProblem[] | undefined;
}

/** A settled evaluation as it is answered: the pricing document, the quote, and the signed records. */
export function answerEvaluation(
  evaluation: SettledEvaluation,
  { book, unit, secrets, at, quoteId, experiments, locale, ignored = [] }: AnswerEvaluationOptions,
): EvaluateResponse {
  const { assignments, records } = evaluation;
  const document = shownDocument(evaluation, { book, locale, at });
  const content = { book, unit, document, variantSecret: secrets.variants };
  const withdrawn = withdrawnPrices(assignments, document.currency, book);
  return {
    unit,
    assignments: experiments ? assignments.filter(({ experiment }) => experiments.includes(experiment)) : assignments,
    pricing: document,
    quote:
      quoteId === null
        ? null
        : issueQuote(quoteContent(evaluation, content), { id: quoteId, key: secrets.quoteKey, at }).token,
    // Whoever asked passes them back, and is told of no other id.
    frozen: records.map((record) => signFrozen(recordOf(record, unit), secrets.frozen)),
    ignored,
    ...(withdrawn.length === 0 ? {} : { withdrawn }),
  };
}

/** A record as one of the unit that asks. */
export function recordOf(record: FrozenRecord, unit: UnitId): FrozenRecord {
  const isOwn = record.unit.kind === unit.kind && record.unit.id === unit.id && record.hashedId === unit.id;
  return isOwn ? record : { ...record, unit, hashedId: unit.id };
}
