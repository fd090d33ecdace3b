// Reports over 40,000 orders, with SQLite as WebAssembly.
importScripts('/site/heavy.js', '/npm/sql.js/dist/sql-wasm.js', '/site/order-report.js');

heavy.serve(() => orderReport(40_000));
