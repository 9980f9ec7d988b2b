import type { EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import {
  answerEvaluation,
  type Evaluation,
  evaluateUnit,
  looksPersonal,
  mintVisitorId,
  passedRecords,
  provenOverrides,
  settleEvaluation,
  type UnitId,
} from "@pricewright/core/evaluation";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import type { PricingUnit, UnitFacts } from "../pricing/pricing-unit.ts";
import type { Engine } from "./engine.ts";
import type { StoreReader, StoreTransaction } from "./store/store.ts";
import { readGroup, storedPrices } from "./units/read-group.ts";
import { readUnit, UNITS, writeUnit } from "./units/unit-document.ts";

/** Which variants and prices a unit sees. What it is shown now is stored before it is answered. */
export async function evaluateLocally(
  engine: Engine,
  { kind = "visitor", id, ...facts }: PricingUnit,
  options: EvaluateOptions = {},
): Promise<EvaluateResponse> {
  const { book, secrets, store, clock, environment } = engine;
  const unit = { kind, id: id ?? mintVisitorId(secrets.visitors, crypto.getRandomValues(new Uint8Array(16))) };
  const passed = passedRecords(facts.frozen ?? [], unit, secrets.frozen);
  const at = clock();
  const looked = provenOverrides(facts, { environment, isTrusted: true, secret: secrets.previews, at });
  const evaluate = async (reader: StoreReader): Promise<Evaluation> => {
    const stored = facts.hasIdentity === false ? NOTHING_STORED : storedPrices(await readGroup(reader, unit));
    const { overrides } = looked;
    return evaluateUnit(
      { ...facts, ...options, overrides, unit, frozen: passed.records },
      { book, stored, at, keepsPassed: true },
    );
  };
  const seen = await evaluate(store);
  const evaluation =
    seen.fresh.length === 0
      ? seen
      : await store.transaction([UNITS], async (transaction) => {
          // Somebody else may have shown the unit a price a moment before: that one holds.
          const decided = await evaluate(transaction);
          await freeze(transaction, decided);
          return decided;
        });
  const ignored = [...passed.ignored, ...looked.ignored, ...personalId(unit, id)];
  const quoteId = hasIdentity(facts) ? `q_${crypto.randomUUID()}` : null;
  const answer = { ...options, book, unit, secrets, at, quoteId, ignored };
  return answerEvaluation(settleEvaluation(evaluation, evaluation.fresh), answer);
}

const NOTHING_STORED = { records: [], account: null, bought: false };

async function freeze(transaction: StoreTransaction, { owner, fresh }: Evaluation): Promise<void> {
  if (fresh.length === 0) return;
  const document = await readUnit(transaction, owner);
  const records = fresh.map((record) => ({ record, assigned: true }));
  writeUnit(transaction, owner, { ...document, frozen: [...document.frozen, ...records] });
}

function hasIdentity(facts: UnitFacts): boolean {
  return facts.hasIdentity !== false;
}

function personalId({ id }: UnitId, given: string | undefined): FieldProblem[] {
  const personal = given === undefined ? null : looksPersonal(id);
  if (!personal) return [];
  const what = personal === "email" ? "an e-mail address" : "a payment card's number";
  const message = `the id looks like ${what}; use an id that says nothing about a person`;
  return [{ field: "unit.id", code: "personal-id", message }];
}
