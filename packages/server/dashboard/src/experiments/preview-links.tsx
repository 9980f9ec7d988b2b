import { type ExperimentResource, type PreviewToken, previewToken } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { CopyButton } from "../copying/copy-button.tsx";
import { Field } from "../forms/field.tsx";
import { Form, type FormValues } from "../forms/form.tsx";
import { Moment } from "../times/moment.tsx";
import { previewAddress } from "./preview-address.ts";

/** Props of {@link PreviewLinks}. */
export interface PreviewLinksProps {
  readonly experiment: ExperimentResource;
}

type Preview = PreviewToken & { readonly page: string };

/** A link for each arm, with which your own pricing page shows it for an hour: to look at, not to buy from. */
export function PreviewLinks({ experiment }: PreviewLinksProps): ReactElement {
  const { key, variants } = experiment;
  const command = useCommand();
  const [preview, setPreview] = useState<Preview | null>(null);
  const send = async ({ page = "" }: FormValues) => {
    const path = `/v1/experiments/${encodeURIComponent(key)}/previews`;
    const made = await command.run({ path, method: "POST", body: {}, schema: previewToken });
    setPreview(made && { ...made, page });
  };
  return (
    <section className="card" aria-labelledby="previews">
      <h2 id="previews">Look at each arm</h2>
      <Form command={command} submit="Make links" onSubmit={send}>
        <Field
          name="page"
          label="Address of your pricing page"
          type="url"
          placeholder="https://shop.example/pricing"
          hint="The adapters for Express, Hono and Next read the link. Nobody can buy from a preview."
        />
      </Form>
      {preview && (
        <>
          <ul className="links">
            {variants.map((variant) => {
              const address = previewAddress(preview.page, {
                experiment: key,
                variant: variant.key,
                token: preview.token,
              });
              return (
                <li key={variant.key}>
                  <a href={address} target="_blank" rel="noreferrer">
                    {variant.key}
                  </a>{" "}
                  <CopyButton text={address} what={`the link to ${variant.key}`} />
                </li>
              );
            })}
          </ul>
          <p className="quiet small">
            The links work until <Moment at={preview.expiresAt} />.
          </p>
        </>
      )}
    </section>
  );
}
