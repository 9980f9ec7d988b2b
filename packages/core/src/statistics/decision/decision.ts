import type { HealthCheck } from "../health.ts";

/** Why a decision is what it is, with the numbers that made it so. */
export type DecisionReason =
  | { readonly code: HealthCheck["code"] }
  | {
      readonly code: "too-few-units";
      readonly variant: string;
      readonly visitors: number;
      readonly conversions: number;
    }
  | {
      /** Days of exposures that are mature; without a maturity window, days since the start. */
      readonly code: "too-early";
      readonly days: number;
      readonly needed: number;
    }
  | {
      /** The experiment has ended, and some of its units may still buy or give back. */
      readonly code: "immature-units";
      readonly units: number;
    }
  | { readonly code: "between-looks"; readonly days: number; readonly nextLookInDays: number }
  | { readonly code: "harm"; readonly probability: number; readonly margin: number }
  | {
      /** A guardrail of the experiment, and how sure it is that the arm does more harm than is tolerated. */
      readonly code: "guardrail";
      readonly guardrail: string;
      readonly probability: number;
      readonly tolerance: number;
    }
  | { readonly code: "control-loses-little"; readonly expectedLoss: number; readonly threshold: number }
  | {
      readonly code: "best-with-little-to-lose";
      readonly probabilityBest: number;
      readonly expectedLoss: number;
      readonly threshold: number;
    }
  | { readonly code: "anytime-interval"; readonly variant: string; readonly low: number; readonly high: number }
  | { readonly code: "not-yet-certain"; readonly probabilityBest: number; readonly expectedLoss: number };

/** What to do about an experiment. */
export type Decision =
  | {
      /** The data is not fit to be read; `ifTrusted` is what it would say if it were. */
      readonly action: "fix-first";
      readonly because: readonly DecisionReason[];
      readonly ifTrusted: SettledDecision;
    }
  | SettledDecision;

/** A decision that takes the data as it is. */
export type SettledDecision =
  | {
      readonly action: "ship" | "keep-control" | "stop-for-harm";
      readonly variant: string;
      readonly because: readonly DecisionReason[];
    }
  | {
      readonly action: "continue";
      readonly because: readonly DecisionReason[];
      /**
       * Days until a decision is due if the arms differ as they seem to and visitors keep coming as they did. Null where
       * time is not known, an arm has no data, it would take more than a year, or the experiment has ended.
       */
      readonly daysToDecision: number | null;
    };
