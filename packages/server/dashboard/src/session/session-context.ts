import type { SessionResponse } from "@pricewright/core/api";
import { createContext, useContext } from "react";

/** Who looks at the dashboard, and where. */
export const SessionContext = createContext<SessionResponse | null>(null);

/**
 * Who looks at the dashboard.
 *
 * @throws Error outside of the pages for those who are signed in.
 */
export function useSession(): SessionResponse {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession works inside <SignedIn> only.");
  return session;
}
