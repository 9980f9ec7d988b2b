export { type Instant, type InstantInput, toInstant } from "./calendar/instant.ts";
export { occurrenceAt } from "./calendar/occurrence-at.ts";
export { occurrencesBetween, type Period, type TimeRange } from "./calendar/occurrences-between.ts";
export { periodAt } from "./calendar/period-at.ts";
export type { Recurrence } from "./calendar/recurrence.ts";
export { type BurnableGrant, type BurnOptions, type BurnResult, burnDown, type Portion } from "./grants/burn-down.ts";
export { compareGrants } from "./grants/compare-grants.ts";
export { createGrant } from "./grants/create-grant.ts";
export type { Grant, GrantInput, GrantKind, Rollover, RolloverInput } from "./grants/grant.ts";
export { type PackPurchase, packGrants } from "./grants/pack-grants.ts";
export { type RecurringGrant, type RecurringRollover, recurringGrants } from "./grants/recurring-grants.ts";
export type { HoldRecord, OnExpiry } from "./holds/hold-record.ts";
export type { Answer } from "./ledger/answer.ts";
export { type AppliedCommand, applyCommand } from "./ledger/apply-command.ts";
export { type AppliedCommands, applyCommands, type Outcome } from "./ledger/apply-commands.ts";
export { balanceAt } from "./ledger/balance-at.ts";
export type { Balances } from "./ledger/balances.ts";
export { type ChangedRecords, changedRecords } from "./ledger/changed-records.ts";
export type { ChargeRecord } from "./ledger/charge-record.ts";
export { checkConservation } from "./ledger/check-conservation.ts";
export type {
  ChargeCommand,
  Command,
  ExpireCommand,
  GrantCommand,
  HoldCommand,
  Overdraft,
  RefundCommand,
  ReleaseCommand,
  SettleCommand,
  VoidCommand,
} from "./ledger/command.ts";
export type {
  ChargeResult,
  CommandResult,
  DeniedResult,
  EndResult,
  GrantResult,
  HoldResult,
  RefundResult,
  ReleaseResult,
  SettleResult,
} from "./ledger/command-result.ts";
export { type CreditState, emptyCreditState, type GrantRecord, type ReturnedPortion } from "./ledger/credit-state.ts";
export type { LedgerAccount, LedgerEntry, LedgerReason } from "./ledger/ledger-entry.ts";
export { type ReplayedLedger, replayLedger } from "./ledger/replay-ledger.ts";
export { creditStateFromJson, ledgerEntryFromJson } from "./ledger/state-from-json.ts";
export { type CreditStateJson, creditStateToJson, type JsonOf, ledgerEntryToJson } from "./ledger/state-to-json.ts";
export { writeDueEntries } from "./ledger/write-due-entries.ts";
