// Reports over 10,000 orders, with SQLite as asm.js.
importScripts('/site/heavy.js', '/npm/sql.js/dist/sql-asm.js', '/site/order-report.js');

heavy.serve(() => orderReport(10_000));
