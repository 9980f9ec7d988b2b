import type { ReactElement } from "react";
import { CopyButton } from "./copy-button.tsx";

/** Props of {@link CodeBlock}. */
export interface CodeBlockProps {
  /** What the code does, such as `the code of the page`. */
  readonly what: string;
  readonly children: string;
}

/** Code to be copied. */
export function CodeBlock({ what, children }: CodeBlockProps): ReactElement {
  return (
    <div className="code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who uses the keyboard scrolls it */}
      <section className="code-text" tabIndex={0} aria-label={what}>
        <code>{children}</code>
      </section>
      <CopyButton text={children} what={what} />
    </div>
  );
}
