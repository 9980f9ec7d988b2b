import { type CreatedTenant, createdTenant } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { chooseScope } from "../api/api-scope.ts";
import { useCommand } from "../api/use-command.ts";
import { SecretOnce } from "../copying/secret-once.tsx";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { useQuery } from "../navigation/use-query.ts";

/** Sign-up: who you are, then your keys, then the first price test. */
export function StartPage(): ReactElement {
  const [tenant, setTenant] = useState<CreatedTenant | null>(null);
  return (
    <main className="alone">
      <p className="brand">Pricewright</p>
      {tenant === null ? <SignUpForm onDone={setTenant} /> : <FirstKeys tenant={tenant} />}
    </main>
  );
}

function SignUpForm({ onDone }: { readonly onDone: (tenant: CreatedTenant) => void }): ReactElement {
  const command = useCommand();
  const { token } = useQuery();
  const send = async ({ company, name, email, password }: FormValues) => {
    const body = { name: company, owner: { name, email, password }, ...(token === undefined ? {} : { token }) };
    const tenant = await command.run({ path: "/v1/tenants", method: "POST", body, schema: createdTenant });
    if (tenant === null) return;
    chooseScope({ tenant: tenant.id, environment: "test" });
    onDone(tenant);
  };
  return (
    <>
      <PageTitle>Test your first price</PageTitle>
      <p className="quiet">
        14 days of everything, without a card. You begin in a test environment: nothing is charged.
      </p>
      <Form command={command} submit="Make a workspace" onSubmit={send}>
        <Field name="company" label="Company" autoComplete="organization" maxLength={200} />
        <Field name="name" label="Your name" autoComplete="name" maxLength={200} />
        <Field name="email" label="Email address" type="email" autoComplete="username" />
        <Field
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          maxLength={128}
          hint="At least 12 characters."
        />
      </Form>
      <p className="quiet">
        Already here? <Link href="/">Sign in</Link>
      </p>
    </>
  );
}

function FirstKeys({ tenant: { keys } }: { readonly tenant: CreatedTenant }): ReactElement {
  return (
    <>
      <PageTitle>Your keys</PageTitle>
      <p>Copy them now: they are shown only once. You can make others at any time.</p>
      <SecretOnce label="Secret key, for your server" secret={keys.secretKey} />
      <SecretOnce label="Publishable key, for your pages" secret={keys.publishableKey} />
      <div className="actions">
        <Link href="/experiments/new" className="button primary">
          Set up the first price test
        </Link>
      </div>
    </>
  );
}
