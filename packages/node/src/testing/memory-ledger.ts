import { PricewrightError } from "@pricewright/core";
import type { HoldAnswer, HoldEndAnswer, SettleRequest } from "@pricewright/core/api";
import {
  applyCommand,
  balanceAt,
  type Command,
  type CommandResult,
  type CostTable,
  creditsToJson,
  emptyCreditState,
  priceUsage,
} from "@pricewright/core/credits";
import { formatCredits, parseCredits } from "@pricewright/core/money";
import type { AccountCommands } from "../credits/account-commands.ts";

/** An account's credits in memory, decided by core: what is tested against it meets the real rules. */
export interface MemoryLedger extends Pick<AccountCommands, "hold" | "settle" | "release"> {
  /** Available and held credits at the clock's time. */
  readonly standing: () => { readonly available: string; readonly held: string; readonly consumed: string };
  /** How often each command came. */
  readonly calls: readonly string[];
}

/** Makes one with credits. */
export function memoryLedger(
  credits: string,
  { clock = () => new Date(), costTable }: { readonly clock?: () => Date; readonly costTable?: CostTable } = {},
): MemoryLedger {
  const grant = {
    id: "g",
    amount: parseCredits(credits),
    effectiveAt: clock(),
    createdAt: clock(),
    kind: "paid",
  } as const;
  let { state } = applyCommand(emptyCreditState, { type: "grant", grant }, clock());
  const anHourOn = new Date(clock().getTime() + 3_600_000);
  const calls: string[] = [];
  const run = async (command: Command): Promise<CommandResult> => {
    calls.push(command.type);
    const applied = applyCommand(state, command, clock());
    state = applied.state;
    if (applied.result.type === "denied")
      throw new PricewrightError("insufficient-credits", "There are too few credits.");
    return applied.result;
  };
  const amountOf = (actual: SettleRequest) => {
    if ("actual" in actual) return parseCredits(actual.actual);
    if (!costTable) throw new Error("usage needs a cost table");
    const { credits: charged } = priceUsage(actual.usage, {
      costTable,
      markup: [{ percent: "0" }],
      creditValue: "0.01",
      at: clock(),
    });
    return parseCredits(charged ?? "0");
  };
  const ended = (result: CommandResult) => ({ ...creditsToJson(result), priced: null }) as unknown as HoldEndAnswer;
  return {
    calls,
    hold: async ({ id = "", amount, expiresAt, onExpiry }) => {
      const until = expiresAt ?? anHourOn;
      const result = await run({ type: "hold", id, amount: parseCredits(amount), expiresAt: until, onExpiry });
      return creditsToJson(result) as unknown as HoldAnswer;
    },
    settle: async (hold, actual) => ended(await run({ type: "settle", hold, actual: amountOf(actual) })),
    release: async (hold) => ended(await run({ type: "release", hold })),
    standing: () => {
      const { available, held, consumed } = balanceAt(state, clock());
      return { available: formatCredits(available), held: formatCredits(held), consumed: formatCredits(consumed) };
    },
  };
}
