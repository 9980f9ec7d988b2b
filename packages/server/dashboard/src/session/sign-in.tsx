import type { ReactElement } from "react";
import { z } from "zod";
import { useCommand } from "../api/use-command.ts";
import { Field } from "../forms/field.tsx";
import { Form } from "../forms/form.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";

/** Props of {@link SignIn}. */
export interface SignInProps {
  readonly onDone: () => void;
}

/** Signs somebody in, and then shows the page that they came for. */
export function SignIn({ onDone }: SignInProps): ReactElement {
  const command = useCommand();
  const send = async ({ email = "", password = "" }: Readonly<Record<string, string>>) => {
    const request = { path: "/auth/sign-in/email", method: "POST", schema: z.unknown() } as const;
    if ((await command.run({ ...request, body: { email, password } })) !== null) onDone();
  };
  return (
    <main className="alone">
      <p className="brand">Pricewright</p>
      <PageTitle>Sign in</PageTitle>
      <Form command={command} submit="Sign in" onSubmit={send}>
        <Field name="email" label="Email address" type="email" autoComplete="username" />
        <Field name="password" label="Password" type="password" autoComplete="current-password" />
      </Form>
      <p className="quiet">
        New here? <Link href="/start">Make a workspace</Link>. Forgot the password?{" "}
        <Link href="/new-password">Get a new one</Link>.
      </p>
    </main>
  );
}
