// How the notice in a page looks: one sheet inside its shadow root. Nothing moves: a page can list the animations of its document.
export const sheetText = `
.notice {
  --ground: #ffffff; --ink: #17201c; --quiet: #4c5852; --line: #b4bcb5; --edge: #a3211b; --hover: #eef0ed; --focus: #0b6153;
  box-sizing: border-box; max-block-size: min(70vh, 480px); overflow: auto; padding: 14px 16px;
  color: var(--ink); background: var(--ground);
  border: 1px solid var(--line); border-inline-start: 4px solid var(--edge); border-radius: 10px;
  box-shadow: 0 8px 32px rgb(0 0 0 / 24%);
  font: 14px/1.45 -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif;
  overflow-wrap: anywhere; user-select: none; -webkit-user-select: none;
}
.warned { --edge: #7d4e00; }
@media (prefers-color-scheme: dark) {
  .notice {
    --ground: #181e1b; --ink: #e7ece9; --quiet: #a3b0a9; --line: #4b5851; --edge: #ff9c92; --hover: #2d3631; --focus: #7fd1bd;
  }
  .warned { --edge: #f0c26b; }
}
p, h2 { margin: 0; }
[data-words]::before { content: attr(data-words); }
.told { min-block-size: 60px; }
.product { color: var(--quiet); font-size: 12.5px; font-weight: 600; }
h2 { margin-block-end: 6px; font-size: 16px; line-height: 1.25; }
.why + .why, .advice, .company { margin-block-start: 6px; }
.advice { color: var(--quiet); }
.company { padding-block-start: 6px; border-block-start: 1px solid var(--line); white-space: pre-line; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 12px; }
.button {
  box-sizing: border-box; min-block-size: 32px; margin: 0; padding: 4px 12px; color: var(--ink); background: transparent;
  border: 1px solid var(--line); border-radius: 8px; font: inherit; font-weight: 500; text-decoration: none; cursor: pointer;
}
.button:hover { background: var(--hover); }
.button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
@media (prefers-contrast: more) { .notice, .button { border-color: var(--ink); } }
@media (forced-colors: active) { .notice { border-color: CanvasText; border-inline-start-color: Highlight; } }
`;
