import { type InputHTMLAttributes, type ReactElement, useId } from "react";

/** Props of {@link Field}. */
export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id"> {
  readonly name: string;
  readonly label: string;
  /** What to give, in a sentence. */
  readonly hint?: string;
}

/** A labelled line of text. It must be filled in unless `required` is false. */
export function Field({ label, hint, required = true, ...input }: FieldProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {!required && <span className="quiet"> (optional)</span>}
      </label>
      <input
        autoComplete="off"
        {...input}
        id={id}
        required={required}
        aria-describedby={hint === undefined ? undefined : `${id}hint`}
      />
      {hint !== undefined && (
        <p className="hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
