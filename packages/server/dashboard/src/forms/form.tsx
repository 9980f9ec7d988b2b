import type { FormEvent, ReactElement, ReactNode } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import type { Command } from "../api/use-command.ts";

/** What people filled in, by the fields' names. */
export type FormValues = Readonly<Record<string, string>>;

/** Props of {@link Form}. */
export interface FormProps {
  readonly command: Pick<Command, "pending" | "failure">;
  /** What the button says. */
  readonly submit: string;
  readonly onSubmit: (values: FormValues) => void;
  /** Beside the button, such as a way out. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Fields, what is wrong with them, and a button that says when it works. */
export function Form({ command: { pending, failure }, submit, onSubmit, aside, children }: FormProps): ReactElement {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!pending) onSubmit(valuesOf(event.currentTarget));
  };
  return (
    <form className="form" onSubmit={send}>
      {children}
      <FailureNote failure={failure} />
      <div className="actions">
        <button type="submit" className="button primary" aria-busy={pending} aria-disabled={pending}>
          {pending ? "Working…" : submit}
        </button>
        {aside}
      </div>
    </form>
  );
}

function valuesOf(form: HTMLFormElement): FormValues {
  const texts = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.map(([name, value]) => [name, value.trim()]));
}
