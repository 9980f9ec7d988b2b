import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { useSession } from "../session/session-context.ts";
import { formatDistance } from "../times/format-times.ts";

/** Says on every page that the workspace is to be deleted. Nothing where it is not. */
export function DeletionNote(): ReactElement | null {
  const { tenant, tenants } = useSession();
  const dueAt = tenants.find(({ id }) => id === tenant)?.deletionDueAt ?? null;
  if (dueAt === null) return null;
  return (
    <p className="note" role="status">
      This workspace is deleted {formatDistance(dueAt)}. <Link href="/workspace">Keep it</Link>
    </p>
  );
}
