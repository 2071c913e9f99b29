export type Cell = string | number | bigint | null

/**
 * A file as RFC 4180 wants it, in UTF-8 with a byte order mark, so that a spreadsheet reads Kazakh and Russian right. An
 * empty cell is nothing, `""` an empty text.
 */
export async function* csvOf(
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<string> {
  yield `\ufeff${line(columns)}`
  for await (const row of rows) yield line(row)
}

const line = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`

/**
 * A text that a spreadsheet would take for a formula is given an apostrophe, and so is one that begins with an apostrophe:
 * who reads the file takes one away, and has what was written.
 */
function written(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const harmless = /^[=+@\t\r'-]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return text === '' || /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
