import { type ReactElement, type TextareaHTMLAttributes, useId } from "react";

/** Props of {@link TextArea}. */
export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id"> {
  readonly name: string;
  readonly label: string;
  /** What to give, in a sentence. */
  readonly hint: string;
}

/** Labelled lines of text. They may be left out. */
export function TextArea({ label, hint, ...area }: TextAreaProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        <span className="quiet"> (optional)</span>
      </label>
      <textarea rows={3} {...area} id={id} aria-describedby={`${id}hint`} />
      <p className="hint" id={`${id}hint`}>
        {hint}
      </p>
    </div>
  );
}
