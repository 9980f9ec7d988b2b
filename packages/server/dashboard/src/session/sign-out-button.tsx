import type { ReactElement } from "react";
import { z } from "zod";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "./session-context.ts";

/** Who is signed in, and the way out. */
export function SignOutButton(): ReactElement {
  const { person, role } = useSession();
  const command = useCommand();
  if (person === null)
    return (
      <p className="small quiet">
        You look without signing in. <a href="/sign-in">Sign in</a>
      </p>
    );
  const leave = async () => {
    if ((await command.run({ path: "/auth/sign-out", method: "POST", body: {}, schema: z.unknown() })) !== null)
      location.assign("/");
  };
  return (
    <div className="person">
      <p>
        {person.name}
        <span className="quiet small"> {role}</span>
      </p>
      <button type="button" className="button small" onClick={leave}>
        Sign out
      </button>
    </div>
  );
}
