import { sessionResponse } from "@pricewright/core/api";
import type { ReactElement, ReactNode } from "react";
import { chooseScope } from "../api/api-scope.ts";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { SessionContext } from "./session-context.ts";
import { SignIn } from "./sign-in.tsx";

/** Props of {@link SignedIn}. */
export interface SignedInProps {
  readonly children: ReactNode;
}

/** Shows its children to those who are signed in, or sit at the server's own machine; others sign in first, in place. */
export function SignedIn({ children }: SignedInProps): ReactElement {
  const session = useResource("/v1/session", sessionResponse);
  if (session.failure?.status === 401) return <SignIn onDone={session.reload} />;
  if (session.failure?.code === "no-membership" && session.data === null) {
    return (
      <main className="alone">
        <ResourceStatus resource={session} />
        <button type="button" className="button" onClick={() => chooseScope({ tenant: null, environment: "test" })}>
          Go to your first workspace
        </button>
      </main>
    );
  }
  if (session.data === null) {
    return (
      <main className="alone">
        <ResourceStatus resource={session} />
      </main>
    );
  }
  return <SessionContext.Provider value={session.data}>{children}</SessionContext.Provider>;
}
