/** The class of a component, and that of whoever uses it. */
export function classNames(own: string, given: string | undefined): string {
  return given ? `${own} ${given}` : own;
}
