// Asks for running totals over a table of orders; the answer's digest is the result.
import '/site/heavy.js';
import { PGlite } from '/npm/@electric-sql/pglite/dist/index.js';

const table = `CREATE TABLE orders AS
  SELECT i AS id, i * 7919 % 500 AS customer, i * 31 % 977 AS amount
  FROM generate_series(1, 20000) i`;

const question = `SELECT customer, count(*) AS orders, sum(total) AS totals, max(place) AS place
  FROM (
    SELECT customer, sum(amount) OVER (PARTITION BY customer ORDER BY id) AS total,
      rank() OVER (ORDER BY amount, id) AS place
    FROM orders
  ) ranked
  GROUP BY customer ORDER BY totals DESC, customer`;

heavy.serve(async () => {
  const database = await PGlite.create();
  await database.exec(table);
  return async () => {
    const { rows } = await database.query(question);
    return `${rows.length} rows ${await heavy.digest(JSON.stringify(rows))}`;
  };
});
