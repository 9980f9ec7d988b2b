import { type ReactElement, useEffect, useRef } from "react";
import { hasMoved } from "./use-route.ts";

/** Props of {@link PageTitle}. */
export interface PageTitleProps {
  readonly children: string;
}

/** Heading of a page and title of its tab. Takes the focus when people come from another page of the dashboard. */
export function PageTitle({ children }: PageTitleProps): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      <title>{`${children} · Pricewright`}</title>
      {children}
    </h1>
  );
}
