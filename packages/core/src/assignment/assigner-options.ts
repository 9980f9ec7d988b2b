import type { AudienceCompiler } from "./audience.ts";
import type { HashRule } from "./hash-rule.ts";

/** Plug-ins for `createAssigner`: code that only some experiments need, so that nobody else carries it. */
export interface AssignerOptions {
  /** Made by `audiences()` of `@pricewright/core/audiences`; needed as soon as one experiment has an audience. */
  readonly audiences?: AudienceCompiler;
  /**
   * Other systems' rules, from `@pricewright/core/migration`, for experiments that set `hash`.
   *
   * @default []
   */
  readonly hashRules?: readonly HashRule[];
  /**
   * What to do with an experiment that needs more than was given here: refuse it at set-up, or show frozen
   * prices and else the control with the reason `unsupported`, as an SDK does whose server is newer.
   *
   * @default "error"
   */
  readonly onUnsupported?: "error" | "control";
}
