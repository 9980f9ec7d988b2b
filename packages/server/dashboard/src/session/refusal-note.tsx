import type { MemberRole } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useSession } from "./session-context.ts";
import { useRefusal } from "./use-refusal.ts";

/** Props of {@link RefusalNote}. */
export interface RefusalNoteProps {
  readonly needs: MemberRole;
}

/** Says why what stands below cannot be used; nothing where it can. */
export function RefusalNote({ needs }: RefusalNoteProps): ReactElement | null {
  const refusal = useRefusal(needs);
  const { person } = useSession();
  if (refusal === null) return null;
  return (
    <p className="note">
      {refusal} {person === null && <a href="/sign-in">Sign in</a>}
    </p>
  );
}
