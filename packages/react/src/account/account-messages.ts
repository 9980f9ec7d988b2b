/** A text in the plural forms of its language, as `Intl.PluralRules` names them. */
export type PluralMessage = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Every text of balances, usage and trials, with named places such as `{credits}`. */
export interface AccountMessages {
  /** Name of a balance. */
  readonly balance: string;
  /** Unit of a balance, beside its number. */
  readonly credits: PluralMessage;
  /** Credits set aside for work that is under way: `{credits}`. */
  readonly held: string;
  /** Credits used that no grant has paid for yet: `{credits}`. */
  readonly debt: string;
  /** Said where a balance is low. */
  readonly low: string;
  /** Usage with a limit: `{used}`, `{limit}`. */
  readonly used: string;
  /** Usage without one: `{used}`. */
  readonly usedUnlimited: string;
  /** When a limit counts anew: `{date}`. */
  readonly resets: string;
  /** Days of a trial that are left: `{days}`. */
  readonly daysLeft: PluralMessage;
  /** Said when no day of a trial is left. */
  readonly trialEnded: string;
  /** When a trial ends: `{date}`. */
  readonly trialEnds: string;
}

/** The default dictionary of accounts. */
export const englishAccountMessages: AccountMessages = {
  balance: "Credit balance",
  credits: { one: "credit", other: "credits" },
  held: "{credits} set aside for work under way",
  debt: "{credits} used beyond the balance",
  low: "Running low",
  used: "{used} of {limit}",
  usedUnlimited: "{used} used",
  resets: "Starts again on {date}",
  daysLeft: { one: "{days} day left", other: "{days} days left" },
  trialEnded: "Your trial has ended",
  trialEnds: "Your trial ends on {date}",
};
