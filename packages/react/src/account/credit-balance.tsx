import type { ReactElement, ReactNode } from "react";
import { classNames } from "../class-names/class-names.ts";
import type { CreditDocument } from "./credit-document.ts";

/** Props of {@link CreditBalance}. */
export interface CreditBalanceProps {
  /** What `creditDocument` of `@pricewright/react/server` wrote. */
  readonly credits: CreditDocument;
  /** Below the number, such as a button that buys more. */
  readonly children?: ReactNode;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * How many credits an account has. Needs no provider.
 *
 * @example
 * const credits = creditDocument({ balance: { available: "1250" }, lowBelow: 100 });
 * <CreditBalance credits={credits} />;
 */
export function CreditBalance({ credits, children, className }: CreditBalanceProps): ReactElement {
  const { name, amount, unit, notes, low } = credits;
  return (
    <div className={classNames("pricewright pricewright-account", className)} data-low={low !== null || undefined}>
      <p className="pricewright-account-name">{name}</p>
      <p className="pricewright-balance">
        <bdi>{amount}</bdi> <span className="pricewright-period">{unit}</span>
      </p>
      <p className="pricewright-low" role="status">
        {low}
      </p>
      {notes.map((note) => (
        <p className="pricewright-account-note" key={note}>
          {note}
        </p>
      ))}
      {children}
    </div>
  );
}
