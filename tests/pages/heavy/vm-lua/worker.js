// Places queens on a chessboard in Lua; the count of solutions is the result.
importScripts('/site/heavy.js', '/npm/wasmoon/dist/index.js');

const script = `
  local function place(row, size, columns, rising, falling)
    if row > size then return 1 end
    local solutions = 0
    for column = 1, size do
      if not columns[column] and not rising[row + column] and not falling[row - column] then
        columns[column], rising[row + column], falling[row - column] = true, true, true
        solutions = solutions + place(row + 1, size, columns, rising, falling)
        columns[column], rising[row + column], falling[row - column] = nil, nil, nil
      end
    end
    return solutions
  end
  function queens(size) return place(1, size, {}, {}, {}) end`;

heavy.serve(async () => {
  const lua = await new wasmoon.LuaFactory('/npm/wasmoon/dist/glue.wasm').createEngine();
  await lua.doString(script);
  const queens = lua.global.get('queens');
  return () => `${queens(11)} ways`;
});
