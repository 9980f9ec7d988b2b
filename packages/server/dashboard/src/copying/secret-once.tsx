import type { ReactElement } from "react";
import { CopyButton } from "./copy-button.tsx";

/** Props of {@link SecretOnce}. */
export interface SecretOnceProps {
  /** What it is, such as `Secret key`. */
  readonly label: string;
  readonly secret: string;
}

/** A secret that can be read only now. */
export function SecretOnce({ label, secret }: SecretOnceProps): ReactElement {
  return (
    <div className="secret">
      <p className="quiet small">{label}</p>
      <code>{secret}</code>
      <CopyButton text={secret} what={`the ${label.toLowerCase()}`} />
    </div>
  );
}
