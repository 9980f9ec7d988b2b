import type { Catalog } from "../../catalog/catalog.ts";
import { isPricewrightError, PricewrightError } from "../../errors/pricewright-error.ts";
import { parseCredits } from "../../money/scaled-decimal.ts";
import type { Charge } from "../charging/charge.ts";
import { applyCommands } from "../ledger/apply-commands.ts";
import type { Command } from "../ledger/command.ts";
import type { CommandResult } from "../ledger/command-result.ts";
import type { CreditState } from "../ledger/credit-state.ts";
import type { LedgerEntry } from "../ledger/ledger-entry.ts";
import type { CreditCommand, CreditOutcome, UsageCharge, UsageSettlement } from "./credit-command.ts";
import { hashTerms, priceTerms } from "./price-terms.ts";

/** How usage became a charge. */
export interface ChargeDocument {
  /** Id of the charge. */
  readonly id: string;
  /** Hash of what was asked for. */
  readonly terms: string;
  readonly document: Charge;
}

/** Hours after which a hold ends that does not say when. */
const HELD_FOR = 1;

/** An account under its lock, and what is to be done to it. */
export interface DecideCreditsInput {
  readonly account: string;
  readonly plan: string | null;
  readonly catalog: Catalog | undefined;
  /** With every record that the commands name. */
  readonly state: CreditState;
  /** Documents of the charges that the commands name. */
  readonly documents: readonly ChargeDocument[];
  readonly commands: readonly CreditCommand[];
  readonly at: string;
}

/** What came of the commands, in their order, and what is to be stored. */
export interface CreditDecision {
  readonly state: CreditState;
  readonly entries: readonly LedgerEntry[];
  readonly outcomes: readonly CreditOutcome[];
  readonly documents: readonly ChargeDocument[];
}

/** Decides on commands as they are asked for; a command that cannot be done fails alone. */
export function decideCredits(input: DecideCreditsInput): CreditDecision {
  const { state: before, commands, at } = input;
  const known = new Map(input.documents.map((document) => [document.id, document]));
  const ready = commands.map((command) => attempt(() => toCommand(command, input, known)));
  const applied = applyCommands(
    before,
    ready.flatMap((one) => ("error" in one ? [] : [one.command])),
    at,
  );
  const outcomes = applied.outcomes.values();
  const stored = new Set(input.documents);
  const documents = new Set<ChargeDocument>();
  const answers = ready.map((one): CreditOutcome => {
    if ("error" in one) return one;
    const outcome = outcomes.next().value;
    if (!outcome || "error" in outcome) return outcome ?? missing();
    const { result, replayed } = outcome;
    const document = usedBy(result, known);
    if (document && !stored.has(document)) documents.add(document);
    return { result, replayed, priced: document?.document ?? null };
  });
  return { state: applied.state, entries: applied.entries, outcomes: answers, documents: [...documents] };
}

type Ready = { readonly command: Command } | { readonly error: PricewrightError };

function attempt(prepare: () => Command): Ready {
  try {
    return { command: prepare() };
  } catch (error) {
    if (isPricewrightError(error)) return { error };
    throw error;
  }
}

/** What depends on the account is filled in. */
function toCommand(command: CreditCommand, input: DecideCreditsInput, known: Map<string, ChargeDocument>): Command {
  switch (command.type) {
    case "hold": {
      const expiresAt =
        command.expiresAt ?? input.state.holds.get(command.id)?.expiresAt ?? hoursAfter(input.at, HELD_FOR);
      return { ...command, expiresAt };
    }
    case "charge":
      if (known.has(command.id)) throw reused(command.id);
      return command;
    case "charge-usage": {
      const { id, usage, overdraft } = command;
      const amount = priceOf(command, id, input, known);
      return { type: "charge", id, amount, meter: usage.meter ?? "tokens", overdraft };
    }
    case "settle-usage": {
      const { hold } = command;
      // What was decided stays, whatever it is settled with now.
      if (input.state.holds.get(hold)?.decision) return { type: "settle", hold, actual: 0n };
      return { type: "settle", hold, actual: known.has(hold) ? 0n : priceOf(command, hold, input, known) };
    }
    default:
      return command;
  }
}

/** Micro-credits of usage; of usage that comes again, what they were. */
function priceOf(
  terms: UsageCharge | UsageSettlement,
  charge: string,
  { account, plan, catalog, at, state }: DecideCreditsInput,
  known: Map<string, ChargeDocument>,
): bigint {
  const hash = hashTerms(terms);
  const before = known.get(charge);
  if (before && before.terms !== hash) throw reused(charge);
  if (!before && terms.type === "charge-usage" && state.charges.has(charge)) throw reused(charge);
  const document = before?.document ?? priceTerms(terms, { account, plan, catalog, at });
  if (!before) known.set(charge, { id: charge, terms: hash, document });
  return parseCredits(document.credits as string);
}

function reused(id: string): PricewrightError {
  return new PricewrightError(
    "id-reused",
    `Charge ${JSON.stringify(id)} is there already, with other values. Use another id.`,
  );
}

/** The document of what a command came to, if usage was charged. */
function usedBy(result: CommandResult, known: ReadonlyMap<string, ChargeDocument>): ChargeDocument | undefined {
  if (result.type === "charged") return known.get(result.charge);
  return result.type === "settled" ? known.get(result.hold) : undefined;
}

function hoursAfter(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString();
}

function missing(): never {
  throw new Error("a command came to nothing");
}
