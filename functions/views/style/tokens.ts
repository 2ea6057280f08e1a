/** The file of the npm package @fontsource-variable/inter (SIL Open Font License 1.1); the name changes with its version. */
export const FONT_NAME = "inter-latin-5.3.0.woff2";

/** Every value that a page may use; one line holds both themes. The system decides, data-theme on the root decides for a person. */
export const TOKENS = `
@font-face {
  font-family: "Inter Variable";
  src: url("${FONT_NAME}") format("woff2");
  font-weight: 100 900;
  font-display: swap;
  unicode-range: U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD;
}

:root {
  color-scheme: light dark;

  /* Ground, from back to front */
  --ground: light-dark(#f5f6f8, #0c0e11);
  --surface: light-dark(#ffffff, #14171b);
  --raised: light-dark(#ffffff, #1c2026);
  --sunk: light-dark(#f3f4f6, #0f1216);
  --hover: light-dark(#f6f7f9, #191d22);

  /* Lines: hair between rows, edge around controls (3 to 1 on every ground) */
  --hair: light-dark(#e6e8ec, #262b31);
  --edge: light-dark(#868e99, #6d7682);

  /* Ink */
  --ink: light-dark(#15181d, #e9ebee);
  --soft: light-dark(#58606b, #a1a9b4);

  /* The one accent: where you are, what you can do, what has the focus */
  --accent: light-dark(#2b53d1, #9ab2ff);
  --accent-fill: light-dark(#2b53d1, #3f62e0);
  --accent-fill-hover: light-dark(#2346b4, #4d6fe8);
  --accent-wash: light-dark(#eef2fd, #1a2240);
  --on-accent: #ffffff;

  /* Three states, never by colour alone: each has a glyph of its own shape and a word */
  --good: light-dark(#0a6a4a, #62d2a8);
  --good-wash: light-dark(#e7f5ee, #10281f);
  --wait: light-dark(#855000, #f0b657);
  --wait-wash: light-dark(#fdf3df, #2b2011);
  --bad: light-dark(#b3261e, #ff9d93);
  --bad-wash: light-dark(#fdeceb, #351a18);

  /* Space: 4 px rhythm, 8 px between things */
  --s1: 0.25rem;
  --s2: 0.5rem;
  --s3: 0.75rem;
  --s4: 1rem;
  --s5: 1.5rem;
  --s6: 2rem;
  --s7: 3rem;

  /* Type: five sizes, line heights in 4 px steps */
  --t1: 0.75rem/1rem;
  --t2: 0.875rem/1.25rem;
  --t3: 1rem/1.5rem;
  --t4: 1.25rem/1.75rem;
  --t5: 1.75rem/2.25rem;
  --sans: "Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;

  /* Shape */
  --r1: 4px;
  --r2: 6px;
  --r3: 10px;
  --control: 2rem;
  --shadow: 0 1px 2px light-dark(#15181d0d, #0006);
  --float: 0 0 0 1px light-dark(#15181d14, #ffffff1f), 0 8px 28px light-dark(#15181d29, #000a);

  /* Who: four hues, each readable under white initials; a person is round, a team is square */
  --who-1: #8a3f86;
  --who-2: #0c6a7d;
  --who-3: #8a4b12;
  --who-4: #4d5b9c;
}

:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }

/* A finger needs 44 px */
@media (pointer: coarse) {
  :root { --control: 2.75rem; }
}
`;
