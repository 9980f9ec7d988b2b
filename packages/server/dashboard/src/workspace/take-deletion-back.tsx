import { type TenantResource, tenantResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import { useCommand } from "../api/use-command.ts";
import { useRefusal } from "../session/use-refusal.ts";

/** Props of {@link TakeDeletionBack}. */
export interface TakeDeletionBackProps {
  readonly onDone: (tenant: TenantResource) => void;
}

/** Keeps a workspace that was to be deleted. */
export function TakeDeletionBack({ onDone }: TakeDeletionBackProps): ReactElement {
  const command = useCommand();
  const off = useRefusal("owner") !== null || command.pending;
  const keep = async () => {
    const tenant = await command.run({ path: "/v1/tenant/deletion", method: "DELETE", schema: tenantResource });
    if (tenant !== null) onDone(tenant);
  };
  return (
    <>
      <button type="button" className="button" aria-disabled={off} onClick={() => !off && void keep()}>
        Keep the workspace
      </button>
      <FailureNote failure={command.failure} />
    </>
  );
}
