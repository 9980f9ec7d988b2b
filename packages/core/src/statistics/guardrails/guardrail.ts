/** How much worse than the control an arm may be before that is harm, and how certain that must be. */
interface GuardrailTerms {
  /**
   * What is tolerated, in the guardrail's own unit: a difference of shares (0.02 is two points) for rates, money per
   * visitor in major units of the reporting currency for margin. 0 or more.
   */
  readonly tolerance: number;
  /**
   * Probability of more harm than that at which the arm is to stop.
   *
   * @default 0.975
   */
  readonly probability?: number | undefined;
}

/** Buyers who got everything back, as a share of buyers. */
export interface RefundGuardrail extends GuardrailTerms {
  readonly kind: "refund-rate";
}

/** Margin per visitor, where cost is known for all arms alike. */
export interface MarginGuardrail extends GuardrailTerms {
  readonly kind: "margin";
}

/** Something that is reported by name, such as `churn`; more of it is worse. */
export interface OutcomeGuardrail extends GuardrailTerms {
  readonly kind: "outcome";
  readonly outcome: string;
  /**
   * Whose share it is: of everybody who came, or of those who bought.
   *
   * @default "visitors"
   */
  readonly of?: "visitors" | "buyers" | undefined;
}

/** A number that must not get much worse while another is improved; an arm that makes it worse is stopped for harm. */
export type Guardrail = RefundGuardrail | MarginGuardrail | OutcomeGuardrail;

/** What a guardrail is called in reports: its kind, or the outcome's name. */
export function guardrailName(guardrail: Guardrail): string {
  return guardrail.kind === "outcome" ? guardrail.outcome : guardrail.kind;
}
