import type { InstantInput } from "../calendar/instant.ts";
import type { GrantInput } from "../grants/grant.ts";
import type { OnExpiry } from "../holds/hold-record.ts";

/** Whether more may be used than grants cover. What is used beyond them is a debt, which the next grants pay. */
export type Overdraft =
  | { readonly type: "deny" }
  /** Debts and uncovered holds of the account may reach `limit` micro-credits together. */
  | { readonly type: "allow"; readonly limit: bigint };

/** Gives credits. The same id again gives nothing more. */
export interface GrantCommand {
  readonly type: "grant";
  readonly grant: GrantInput;
}

/** Sets credits aside for work whose price is not known yet: all of `amount`, or none. */
export interface HoldCommand {
  readonly type: "hold";
  /** Also the id of the charge that it becomes. */
  readonly id: string;
  /** Micro-credits: an estimate that is unlikely to be exceeded. */
  readonly amount: bigint;
  readonly meter?: string | undefined;
  readonly expiresAt: InstantInput;
  /** @default "release" */
  readonly onExpiry?: OnExpiry | undefined;
  /** @default { type: "deny" } */
  readonly overdraft?: Overdraft | undefined;
}

/** Charges what the work of a hold took, and gives back the rest. Never denied, since the work is done. */
export interface SettleCommand {
  readonly type: "settle";
  readonly hold: string;
  /** Micro-credits. */
  readonly actual: bigint;
}

/** Gives back all of a hold. */
export interface ReleaseCommand {
  readonly type: "release";
  readonly hold: string;
}

/** Uses credits at once: all of `amount`, or none. */
export interface ChargeCommand {
  readonly type: "charge";
  readonly id: string;
  /** Micro-credits. */
  readonly amount: bigint;
  readonly meter?: string | undefined;
  /** @default { type: "deny" } */
  readonly overdraft?: Overdraft | undefined;
}

/** Pays back a charge, or part of it: first its debt, then the grants in reverse order of taking. */
export interface RefundCommand {
  readonly type: "refund";
  readonly id: string;
  /** Id of the charge or of the settled hold. */
  readonly charge: string;
  /** @default all that has not been paid back */
  readonly amount?: bigint | undefined;
}

/** Takes a grant back, as when its purchase was refunded. What holds have of it stays theirs. */
export interface VoidCommand {
  readonly type: "void";
  readonly grant: string;
}

/** Ends a grant before its time. It does not roll over. What holds have of it stays theirs. */
export interface ExpireCommand {
  readonly type: "expire";
  readonly grant: string;
}

/** Something to do with an account's credits. */
export type Command =
  | GrantCommand
  | HoldCommand
  | SettleCommand
  | ReleaseCommand
  | ChargeCommand
  | RefundCommand
  | VoidCommand
  | ExpireCommand;
