import { PricewrightError } from "@pricewright/core";
import type {
  ChargeAnswer,
  GrantAnswer,
  HoldAnswer,
  HoldEndAnswer,
  RefundAnswer,
  UsageRequest,
} from "@pricewright/core/api";
import {
  balanceAt,
  type CreditCommand,
  creditsToJson,
  toGrant,
  toOverdraft,
  type UsageTerms,
} from "@pricewright/core/credits";
import { parseCredits } from "@pricewright/core/money";
import type { AccountCommands } from "../../credits/account-commands.ts";
import type { Engine } from "../engine.ts";
import { readHead, readState } from "./credit-records.ts";
import { runCommand } from "./run-command.ts";

/** The credits of an account, decided here. */
export function localCredits(engine: Engine, account: string): AccountCommands {
  const only = async <Answer>(command: CreditCommand) =>
    creditsToJson((await runCommand(engine, account, command)).result) as Answer;
  const withPrice = async <Answer>(command: CreditCommand) => {
    const { result, priced } = await runCommand(engine, account, command);
    return { ...creditsToJson(result), priced } as Answer;
  };
  return {
    balance: async ({ at, meter } = {}) => {
      const head = await readHead(engine.store, account);
      const state = await readState(engine.store, account, head, "all");
      const now = engine.clock().toISOString();
      const time = at === undefined ? now : new Date(at).toISOString();
      const asked = at === undefined && state.time !== null && state.time > now ? state.time : time;
      return { account, at: asked, meter: meter ?? null, ...creditsToJson(balanceAt(state, asked, meter)) };
    },
    grant: ({ id = crypto.randomUUID(), ...grant }) =>
      only<GrantAnswer>({ type: "grant", grant: toGrant({ ...grant, id }) }),
    hold: ({ id = crypto.randomUUID(), amount, overdraft, ...terms }) =>
      only<HoldAnswer>({
        ...terms,
        type: "hold",
        id,
        amount: parseCredits(amount),
        overdraft: toOverdraft(overdraft),
      }),
    settle: async (hold, terms) =>
      withPrice<HoldEndAnswer>(
        "actual" in terms
          ? { type: "settle", hold, actual: parseCredits(terms.actual) }
          : { ...usageTerms(engine, terms), type: "settle-usage", hold },
      ),
    release: (hold) => withPrice<HoldEndAnswer>({ type: "release", hold }),
    charge: async ({ id = crypto.randomUUID(), overdraft: allowed, ...what }) => {
      const overdraft = toOverdraft(allowed);
      return withPrice<ChargeAnswer>(
        "amount" in what
          ? { type: "charge", id, amount: parseCredits(what.amount), meter: what.meter, overdraft }
          : { ...usageTerms(engine, what), type: "charge-usage", id, overdraft },
      );
    },
    refund: ({ id = crypto.randomUUID(), charge, amount }) =>
      only<RefundAnswer>({
        type: "refund",
        id,
        charge,
        ...(amount !== undefined && { amount: parseCredits(amount) }),
      }),
  };
}

function usageTerms({ costTables }: Engine, { costTable: { id, version }, ...terms }: UsageRequest): UsageTerms {
  const costTable = costTables.find((table) => table.id === id && table.version === version);
  if (!costTable)
    throw new PricewrightError(
      "not-found",
      `There is no version "${version}" of a cost table "${id}". Give it to createLocal in costTables.`,
    );
  return { ...terms, costTable };
}
