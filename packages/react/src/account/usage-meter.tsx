import { type ReactElement, useId } from "react";
import { classNames } from "../class-names/class-names.ts";
import type { UsageDocument } from "./usage-document.ts";

/** Props of {@link UsageMeter}. */
export interface UsageMeterProps {
  /** What `usageDocument` of `@pricewright/react/server` wrote. */
  readonly usage: UsageDocument;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * How much of a limit is used. Needs no provider.
 *
 * @example
 * const usage = usageDocument({ name: "Seats", used: 3, limit: 5 });
 * <UsageMeter usage={usage} />;
 */
export function UsageMeter({ usage, className }: UsageMeterProps): ReactElement {
  const { name, text, share, level, resets } = usage;
  const nameId = useId();
  return (
    <div className={classNames("pricewright pricewright-usage", className)} data-level={level}>
      <p className="pricewright-usage-line">
        <span className="pricewright-account-name" id={nameId}>
          {name}
        </span>{" "}
        <bdi>{text}</bdi>
      </p>
      {share !== null && (
        // biome-ignore lint/a11y/useSemanticElements: browsers draw their own meter, and each another one.
        <div
          className="pricewright-bar"
          role="meter"
          aria-labelledby={nameId}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={share}
          aria-valuetext={text}
        >
          <div style={{ inlineSize: `${share * 100}%` }} />
        </div>
      )}
      {resets !== null && <p className="pricewright-account-note">{resets}</p>}
    </div>
  );
}
