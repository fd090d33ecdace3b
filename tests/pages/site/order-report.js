// A report over a table of orders with sql.js, for the heavy workers. A classic script: the worker loads the build of
// sql.js that it wants before it.
(() => {
  const columns = 'id INTEGER PRIMARY KEY, customer INTEGER, amount INTEGER, note TEXT';
  const question = `SELECT a.customer, count(*), sum(a.amount), max(b.note)
    FROM orders a JOIN orders b ON b.id = a.id / 2 WHERE a.note LIKE '%7%'
    GROUP BY a.customer ORDER BY sum(a.amount) DESC, a.customer`;

  /** @returns a unit of work: fills a fresh database and asks for totals, whose digest it gives */
  async function orderReport(orders) {
    const { Database } = await initSqlJs({ locateFile: (name) => `/npm/sql.js/dist/${name}` });
    return async () => {
      const database = new Database();
      database.run(`CREATE TABLE orders (${columns})`);
      database.run(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${orders})
        INSERT INTO orders SELECT i, i * 7919 % 1000, i * 31 % 977, 'order ' || i FROM n`);
      database.run('CREATE INDEX by_customer ON orders (customer, amount)');
      const [{ values }] = database.exec(question);
      database.close();
      return `${values.length} rows ${await heavy.digest(JSON.stringify(values))}`;
    };
  }

  self.orderReport = orderReport;
})();
