import { PricewrightError } from "@pricewright/core";
import type { CostEvent } from "@pricewright/core/api";
import {
  type ChargeDocument,
  type CreditAnswer,
  type CreditCommand,
  changedRecords,
  decideCredits,
  idsOf,
} from "@pricewright/core/credits";
import { type BookCatalog, catalogOf } from "@pricewright/core/evaluation";
import { formatCredits } from "@pricewright/core/money";
import { digest } from "../digest.ts";
import type { Engine } from "../engine.ts";
import type { StoreTransaction } from "../store/store.ts";
import { takeIn } from "../units/take-events.ts";
import { UNITS } from "../units/unit-document.ts";
import { readDocuments, readHead, readState, writeDocument, writeHead, writeRecords } from "./credit-records.ts";

/** Names what the ledger reports among the sources of events. */
const SOURCE = "credits";

/**
 * Does a command to an account's credits: core decides, and what it decided is kept in one transaction. What usage cost
 * counts in the experiments that the account is in.
 *
 * @throws PricewrightError `insufficient-credits`, and as core's `decideCredits`.
 */
export async function runCommand(engine: Engine, account: string, command: CreditCommand): Promise<CreditAnswer> {
  const { store, book, planOf, clock } = engine;
  const isOfUsage = command.type === "charge-usage" || command.type === "settle-usage";
  const plan = isOfUsage ? await planOf(account) : null;
  const locks = [`account/${account}`, ...(isOfUsage ? [UNITS] : [])];
  const answer = await store.transaction(locks, async (transaction) => {
    const head = await readHead(transaction, account);
    const named = idsOf(command);
    const state = await readState(transaction, account, head, named);
    const documents = await readDocuments(transaction, account, named);
    const now = clock().toISOString();
    const at = state.time !== null && state.time > now ? state.time : now;
    const catalogVersion = head?.catalogVersion ?? (book.catalogs.at(-1) as BookCatalog).version;
    const catalog = catalogOf(book, catalogVersion);
    const decision = decideCredits({ account, plan, catalog, state, documents, commands: [command], at });
    if (decision.state !== state) {
      const { time, transactions, entries } = decision.state;
      writeHead(transaction, account, { time, transactions, entries, catalogVersion });
      writeRecords(transaction, account, changedRecords(state, decision.state));
      for (const document of decision.documents) writeDocument(transaction, account, document);
      await countCosts(engine, transaction, account, decision.documents);
    }
    return decision.outcomes[0] as (typeof decision.outcomes)[number];
  });
  if ("error" in answer) throw answer.error;
  if (answer.result.type === "denied")
    throw new PricewrightError(
      "insufficient-credits",
      `The account lacks ${formatCredits(answer.result.shortfall)} credits for ${JSON.stringify(answer.result.id)}. Nothing was taken.`,
    );
  return answer;
}

/** Only what usage cost: revenue comes from payments. */
async function countCosts(
  engine: Engine,
  transaction: StoreTransaction,
  account: string,
  documents: readonly ChargeDocument[],
): Promise<void> {
  const costs = documents.filter(({ document }) => document.cost !== "0");
  const events = costs.map(async ({ id, document: { cost, currency, at } }): Promise<CostEvent> => {
    const unit = { kind: "account", id: account } as const;
    // The id of a charge is its account's own.
    return { type: "cost", id: await digest(JSON.stringify([account, id])), unit, occurredAt: at, cost, currency };
  });
  if (costs.length > 0) await takeIn(engine, transaction, await Promise.all(events), SOURCE);
}
