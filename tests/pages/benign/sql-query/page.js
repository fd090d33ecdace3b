// A second of honest computing in one module.
demoPage.run(async () => {
  const SQL = await initSqlJs({ locateFile: (file) => `/npm/sql.js/dist/${file}` });
  const database = new SQL.Database();
  const [answer] = database.exec(`
    WITH RECURSIVE row(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 300000)
    SELECT count(*), sum(n * n % 97), max(hex(n)) FROM row`);
  return answer.values[0].join(' ');
});
