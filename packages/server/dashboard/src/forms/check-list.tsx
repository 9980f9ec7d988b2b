import type { ReactElement } from "react";

/** Props of {@link CheckList}. */
export interface CheckListProps {
  /** A checked option is sent as `<name> <option>`. */
  readonly name: string;
  readonly legend: string;
  /** What is sent, and what people read. */
  readonly options: Readonly<Record<string, string>>;
  /** Options that are checked to begin with. */
  readonly checked: readonly string[];
}

/** Any of several. */
export function CheckList({ name, legend, options, checked }: CheckListProps): ReactElement {
  return (
    <fieldset className="check-list">
      <legend>{legend}</legend>
      {Object.entries(options).map(([value, text]) => (
        <label key={value}>
          <input type="checkbox" name={`${name} ${value}`} value="yes" defaultChecked={checked.includes(value)} />
          <span>
            <code>{value}</code>: {text}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
