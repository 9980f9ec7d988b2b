import type { ReactElement } from "react";
import { formatMoment } from "./format-times.ts";

/** Props of {@link Moment}. */
export interface MomentProps {
  /** ISO 8601 time; null shows a dash. */
  readonly at: string | null;
}

/** A time in the reader's zone, with universal time on hover. */
export function Moment({ at }: MomentProps): ReactElement {
  if (at === null) return <>–</>;
  return (
    <time dateTime={at} title={`${at.slice(0, 19).replace("T", " ")} UTC`}>
      {formatMoment(at)}
    </time>
  );
}
