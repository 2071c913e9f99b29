import { isWrongFile } from '../../src/statements/reading/wrong-file.js'
import type { DeclaredStatement, ReadLine } from '../../src/statements/statement.js'
import { TableMapping } from '../../src/statements/tables/mapping.js'
import { readTable } from '../../src/statements/tables/read-table.js'

export interface ReadTable {
  readonly lines: readonly ReadLine[]
  readonly declared: DeclaredStatement
}

/** Reads a table to its end. */
export async function tableIn(path: string, mapping: TableMapping): Promise<ReadTable> {
  const reading = readTable(path, mapping)
  const lines: ReadLine[] = []
  for (;;) {
    const { value, done } = await reading.next()
    if (done) return { lines, declared: value }
    lines.push(value)
  }
}

/** Why a table is refused: `line pointer reason`, the reason in English. */
export async function whyRefused(path: string, mapping: TableMapping): Promise<string> {
  try {
    await tableIn(path, mapping)
    return 'it was read'
  } catch (error) {
    if (!isWrongFile(error)) throw error
    const { line, pointer, detail } = error.wrong
    return `${line} ${pointer} ${detail.en}`
  }
}

/** A mapping of few columns, for an account and balances that it gives itself. */
export const mappingOf = (more: Partial<Record<keyof TableMapping, unknown>> = {}): TableMapping =>
  TableMapping.parse({
    file: { format: 'csv', encoding: 'utf-8', delimiter: ';' },
    columns: { bookedOn: ['Date'], purpose: ['Purpose'] },
    amounts: { kind: 'credit-and-debit', credit: ['Credit'], debit: ['Debit'] },
    dateFormat: 'DD.MM.YYYY',
    decimalSign: ',',
    thousands: 'space',
    account: { value: 'KZ86125KZT5004100100' },
    currency: { value: 'KZT' },
    opening: { value: '0' },
    closing: { label: ['Closing'] },
    ...more,
  })
