import type { MemberRole } from "@pricewright/core/api";
import type { ReactElement, ReactNode } from "react";
import type { z } from "zod";
import type { ApiRequest } from "../api/call-api.ts";
import { useCommand } from "../api/use-command.ts";
import { Form, type FormValues } from "../forms/form.tsx";
import { DialogButton } from "./dialog-button.tsx";

/** Props of {@link ConfirmButton}. */
export interface ConfirmButtonProps<Data> {
  readonly label: string;
  readonly title?: string;
  readonly className?: string;
  readonly needs?: MemberRole;
  /** What will happen, and fields where more must be known. */
  readonly children: ReactNode;
  /** What the confirming button says. @default the label */
  readonly confirm?: string;
  readonly schema: z.ZodType<Data>;
  readonly request: (values: FormValues) => Omit<ApiRequest<Data>, "schema">;
  readonly onDone: (data: Data) => void;
}

/** A button that says what will happen, asks once more, and then does it. */
export function ConfirmButton<Data>({ children, ...props }: ConfirmButtonProps<Data>): ReactElement {
  const { label, title, className, needs } = props;
  return (
    <DialogButton
      label={label}
      {...(title === undefined ? {} : { title })}
      {...(className === undefined ? {} : { className })}
      {...(needs === undefined ? {} : { needs })}
    >
      {(close) => (
        <Confirmation {...props} close={close}>
          {children}
        </Confirmation>
      )}
    </DialogButton>
  );
}

function Confirmation<Data>({
  label,
  confirm = label,
  schema,
  request,
  onDone,
  close,
  children,
}: ConfirmButtonProps<Data> & { readonly close: () => void }): ReactElement {
  const command = useCommand();
  const run = async (values: FormValues) => {
    const data = await command.run({ ...request(values), schema });
    if (data === null) return;
    close();
    onDone(data);
  };
  return (
    <Form
      command={command}
      submit={confirm}
      onSubmit={run}
      aside={
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
      }
    >
      {children}
    </Form>
  );
}
