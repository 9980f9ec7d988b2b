import type { ReactElement } from "react";
import { formatTime } from "../results/format-date.ts";
import type { Resource } from "./use-resource.ts";

/** Props of {@link ResourceStatus}. */
export interface ResourceStatusProps {
  readonly resource: Resource<unknown>;
}

/** How fresh a page is, and what went wrong if it is not. */
export function ResourceStatus({ resource }: ResourceStatusProps): ReactElement {
  const { updatedAt, failure } = resource;
  return (
    <>
      <div role="status" className={failure === null ? undefined : "failure"}>
        {failure !== null && (
          <>
            <strong>{updatedAt ? "Could not refresh." : "Could not load."}</strong> {failure}{" "}
            {updatedAt && `You see the state of ${formatTime(updatedAt)}. `}
            Trying again every 5 seconds.
          </>
        )}
      </div>
      {updatedAt === null && failure === null && <p className="quiet">Loading…</p>}
    </>
  );
}
