import { type ReactElement, useEffect, useRef } from "react";

/** Props of {@link PageTitle}. */
export interface PageTitleProps {
  readonly children: string;
}

/** Whether a page was shown before this one, so that focus has to be taken along. */
let moved = false;

/** Heading of a page and title of its tab. Takes the focus when people come from another page of the dashboard. */
export function PageTitle({ children }: PageTitleProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true });
    return () => {
      moved = true;
    };
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <title>{`${children} · Pricewright`}</title>
      {children}
    </h1>
  );
}
