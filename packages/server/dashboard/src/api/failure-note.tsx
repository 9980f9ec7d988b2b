import type { ReactElement } from "react";
import type { Failure } from "./call-api.ts";

/** Props of {@link FailureNote}. */
export interface FailureNoteProps {
  readonly failure: Failure | null;
}

/** What went wrong and what to do, as the server says it. Silent where nothing did. */
export function FailureNote({ failure }: FailureNoteProps): ReactElement {
  // The message of a single problem says it already.
  const others = failure?.problems.filter(({ message }) => !failure.message.includes(message)) ?? [];
  return (
    <div role="alert" className={failure ? "failure" : undefined}>
      {failure && (
        <>
          <p>{failure.message}</p>
          {others.length > 0 && (
            <ul>
              {others.map(({ field, message }) => (
                <li key={field + message}>
                  <code>{field}</code>: {message}
                </li>
              ))}
            </ul>
          )}
          {failure.upgradeUrl && (
            <p>
              <a href={failure.upgradeUrl}>See larger plans</a>
            </p>
          )}
        </>
      )}
    </div>
  );
}
