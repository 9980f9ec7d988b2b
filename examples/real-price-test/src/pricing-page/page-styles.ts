/** Styles of the shop around the pricing table. */
export const pageStyles = `
:root {
  color-scheme: light dark;
  background: light-dark(#f6f7f8, #0e1012);
  color: var(--pricewright-text);
  font-family: Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  line-height: 1.5;
}

*, *::before, *::after { box-sizing: border-box }

body {
  display: flex;
  flex-direction: column;
  min-block-size: 100svh;
  margin: 0;
}

body > * {
  inline-size: 100%;
  max-inline-size: 57rem;
  margin-inline: auto;
  padding-inline: clamp(1rem, 4vw, 1.5rem);
}

a { color: inherit; text-underline-offset: 0.2em }

:focus-visible { outline: 2px solid var(--pricewright-accent); outline-offset: 3px; border-radius: 0.125rem }

.shop-header { padding-block: 1.25rem; font-weight: 700; letter-spacing: -0.01em }
.shop-header a { text-decoration: none }

main { flex: 1; padding-block: clamp(2rem, 8vh, 5.5rem) 4rem }

.shop-hero { max-inline-size: 40rem; margin-block-end: clamp(2rem, 5vh, 3.5rem) }

.shop-hero h1 {
  margin: 0;
  font-size: clamp(2.25rem, 1.6rem + 3vw, 3.5rem);
  font-weight: 700;
  letter-spacing: -0.035em;
  line-height: 1.08;
  text-wrap: balance;
}

.shop-hero p {
  margin: 1.125rem 0 0;
  color: var(--pricewright-muted);
  font-size: 1.125rem;
  text-wrap: pretty;
}

.shop-footer {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 0.5rem 2rem;
  padding-block: 1.5rem 2rem;
  color: var(--pricewright-muted);
  font-size: 0.875rem;
}

.shop-footer p { display: block; margin: 0 }
.shop-footer a { display: inline-block; margin-inline-end: 1.25rem }
.shop-footer strong { color: var(--pricewright-text) }
`;
