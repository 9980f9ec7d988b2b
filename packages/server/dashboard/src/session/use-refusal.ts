import type { MemberRole } from "@pricewright/core/api";
import { useSession } from "./session-context.ts";

const RANKS: readonly MemberRole[] = ["viewer", "analyst", "admin", "owner"];

/** Why the reader may not do what needs a role; null where they may. */
export function useRefusal(needs: MemberRole): string | null {
  const { role, person } = useSession();
  if (RANKS.indexOf(role) >= RANKS.indexOf(needs)) return null;
  if (person === null) return "Without signing in this dashboard only reads. Sign in to change something.";
  return `This needs the role "${needs}", and yours is "${role}". Ask an owner.`;
}
