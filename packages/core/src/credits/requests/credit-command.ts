import type { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Charge } from "../charging/charge.ts";
import type { KeySource } from "../charging/markup-rule.ts";
import type { CostTable } from "../cost-tables/cost-table.ts";
import type { Command, HoldCommand, Overdraft } from "../ledger/command.ts";
import type { CommandResult } from "../ledger/command-result.ts";
import type { Usage } from "../usage/usage.ts";

/** Usage whose price follows from the account's price list, which is read under its lock. */
export interface UsageTerms {
  readonly usage: Usage;
  readonly costTable: CostTable;
  readonly keySource?: KeySource | undefined;
  readonly variant?: string | undefined;
}

/** A charge of usage. */
export interface UsageCharge extends UsageTerms {
  readonly type: "charge-usage";
  readonly id: string;
  readonly overdraft?: Overdraft | undefined;
}

/** The settling of a hold by usage. */
export interface UsageSettlement extends UsageTerms {
  readonly type: "settle-usage";
  readonly hold: string;
}

/** A hold that need not say when it ends. */
interface OpenEndedHold extends Omit<HoldCommand, "expiresAt"> {
  readonly expiresAt?: string | undefined;
}

/** A command as it is asked for: what depends on the account is found under its lock. */
export type CreditCommand = Exclude<Command, HoldCommand> | OpenEndedHold | UsageCharge | UsageSettlement;

/** What a command came to. */
export interface CreditAnswer {
  readonly result: CommandResult;
  /** Whether it had been answered before and changed nothing now. */
  readonly replayed: boolean;
  /** How usage became an amount of credits. */
  readonly priced: Charge | null;
}

/** An answer, or what the command alone failed with. */
export type CreditOutcome = CreditAnswer | { readonly error: PricewrightError };

/** Ids of the records that a command is about. */
export function idsOf(command: CreditCommand): readonly string[] {
  switch (command.type) {
    case "grant":
      return [command.grant.id];
    case "void":
    case "expire":
      return [command.grant];
    case "settle":
    case "settle-usage":
    case "release":
      return [command.hold];
    case "refund":
      return [command.charge];
    default:
      return [command.id];
  }
}
