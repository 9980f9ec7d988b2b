import { type ReactElement, useState } from "react";
import { z } from "zod";
import { useCommand } from "../api/use-command.ts";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useQuery } from "../navigation/use-query.ts";

/** Sends a link by which a password is set anew, and sets it for who comes by that link. */
export function NewPassword(): ReactElement {
  const command = useCommand();
  const { token } = useQuery();
  const [done, setDone] = useState(false);
  const send = async ({ email, password }: FormValues) => {
    const request =
      token === undefined
        ? { path: "/auth/request-password-reset", body: { email } }
        : { path: "/auth/reset-password", body: { token, newPassword: password } };
    if ((await command.run({ ...request, method: "POST", schema: z.unknown() })) !== null) setDone(true);
  };
  return (
    <main className="alone">
      <p className="brand">Pricewright</p>
      <PageTitle>New password</PageTitle>
      {done ? (
        <p role="status">
          {token === undefined
            ? "If somebody signs in with this address, a link is on its way. It works for an hour."
            : "The new password is set, and everybody who was signed in with the old one is signed out."}
        </p>
      ) : (
        <Form command={command} submit={token === undefined ? "Send the link" : "Set the password"} onSubmit={send}>
          {token === undefined ? (
            <Field name="email" label="Email address" type="email" autoComplete="username" />
          ) : (
            <Field
              name="password"
              label="New password"
              type="password"
              autoComplete="new-password"
              minLength={12}
              maxLength={128}
              hint="At least 12 characters."
            />
          )}
        </Form>
      )}
      <p className="quiet">
        <Link href="/">Sign in</Link>
      </p>
    </main>
  );
}
