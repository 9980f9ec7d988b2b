import { type ReactElement, type SelectHTMLAttributes, useId } from "react";

/** Props of {@link Choice}. */
export interface ChoiceProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "id"> {
  readonly name: string;
  readonly label: string;
  /** What is sent, and what people read. */
  readonly options: Readonly<Record<string, string>>;
  readonly hint?: string;
}

/** One of several, labelled. */
export function Choice({ label, options, hint, ...select }: ChoiceProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select {...select} id={id} aria-describedby={hint === undefined ? undefined : `${id}hint`}>
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p className="hint" id={`${id}hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
