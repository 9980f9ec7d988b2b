import type { ReactElement } from "react";
import { formatTime } from "../times/format-times.ts";
import type { Resource } from "./use-resource.ts";

/** Props of {@link ResourceStatus}. */
export interface ResourceStatusProps {
  readonly resource: Pick<Resource<unknown>, "updatedAt" | "failure">;
}

/** How fresh a page is, and what went wrong if it is not. */
export function ResourceStatus({ resource: { updatedAt, failure } }: ResourceStatusProps): ReactElement {
  return (
    <>
      <div role="status" className={failure === null ? undefined : "failure"}>
        {failure !== null && (
          <>
            <strong>{updatedAt ? "Could not refresh." : "Could not load."}</strong> {failure.message}{" "}
            {updatedAt && `You see the state of ${formatTime(updatedAt)}. `}
            Trying again every 5 seconds.
          </>
        )}
      </div>
      {updatedAt === null && failure === null && (
        <div className="card loading" aria-busy="true">
          <p className="quiet">Loading…</p>
        </div>
      )}
    </>
  );
}
