// Builds a sheet of 1,500 rows of formulas, changes a few cells and reads the totals, which are the result.
const rows = Array.from({ length: 1_500 }, (_, at) => {
  const row = at + 1;
  return [
    row,
    `=A${row}*3+MOD(A${row},7)`,
    row > 1 ? `=C${row - 1}+B${row}` : '=B1',
    `=IF(B${row}>2000,SUM(B1:B${row}),AVERAGE(A1:A${row}))`,
    `=ROUND(SQRT(ABS(D${row}-C${row})),2)`,
  ];
});

heavy.run(() => () => {
  const engine = HyperFormula.buildFromArray(rows, { licenseKey: 'gpl-v3' });
  for (const row of [10, 500, 900]) engine.setCellContents({ sheet: 0, row, col: 0 }, row * 2);
  const totals = ['=SUM(C1:C1500)', '=SUM(D1:D1500)', '=MAX(E1:E1500)'];
  const values = totals.map((formula) => engine.calculateFormula(formula, 0));
  engine.destroy();
  return values.map((value) => value.toFixed(1)).join(' ');
});
