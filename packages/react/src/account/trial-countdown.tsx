import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { classNames } from "../class-names/class-names.ts";
import { DAY, type TrialDocument } from "./trial-document.ts";

/** Props of {@link TrialCountdown}. */
export interface TrialCountdownProps {
  /** What `trialDocument` of `@pricewright/react/server` wrote. */
  readonly trial: TrialDocument;
  /** Below, such as an upgrade. */
  readonly children?: ReactNode;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/** The longest that a timer can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/**
 * How many days of a trial are left. Counts on while the page stays open, by the time that has passed and not by the clock of
 * the visitor. Needs no provider.
 *
 * @example
 * const trial = trialDocument({ endsAt: "2026-04-01T00:00:00Z", now: new Date() });
 * <TrialCountdown trial={trial} />;
 */
export function TrialCountdown({ trial, children, className }: TrialCountdownProps): ReactElement {
  const { remaining, labels, ends } = trial;
  const [passed, setPassed] = useState(0);
  const left = Math.max(0, remaining - passed);

  useEffect(() => {
    if (left === 0) return;
    const untilNext = left % DAY || DAY;
    const timer = setTimeout(() => setPassed((before) => before + untilNext), Math.min(untilNext, LONGEST));
    return () => clearTimeout(timer);
  }, [left]);

  return (
    <section className={classNames("pricewright pricewright-trial", className)}>
      <p className="pricewright-trial-days" role="status">
        {labels[Math.ceil(left / DAY)] ?? labels[0]}
      </p>
      <p className="pricewright-account-note">{ends}</p>
      {children}
    </section>
  );
}
