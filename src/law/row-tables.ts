import type { FindingMask, Judge, Rows } from './masks.js'
import { bitsInWord } from './questionnaire.js'

/** A word of a signature is looked up in slices: four small tables instead of one of sixty million entries. */
const sliceBits = 7
const entries = 1 << sliceBits
const slices = Math.ceil(bitsInWord / sliceBits)
const perWord = slices * entries
/** A number has a bit for so many rows. */
const rowsInSet = 31

/** For each slice of each word, by its value, the bits of the rows that it lets match. */
type Tables = Int32Array

/**
 * Judges by rows at once and not one after the other: a row matches where every slice of the signature lets it, so what
 * matches is a few lookups combined, however many rows there are.
 */
export function judgeByRows({ care, want, bits }: Rows, words: number, missing: FindingMask): Judge {
  const rows = Array.from(bits, (bit, row) => ({ row, bit }))
  const tablesOf = (some: typeof rows): Tables => {
    const tables = new Int32Array(words * perWord)
    for (const { row, bit } of some)
      for (let slice = 0; slice < words * slices; slice++) {
        const word = row * words + Math.floor(slice / slices)
        const shift = (slice % slices) * sliceBits
        const asked = (care[word]! >> shift) & (entries - 1)
        const wanted = (want[word]! >> shift) & asked
        for (let answers = 0; answers < entries; answers++)
          if ((answers & asked) === wanted) tables[slice * entries + answers]! |= bit
      }
    return tables
  }
  // Each finding has a row of its own, so its bit tells its row.
  const found = tablesOf(rows.filter(({ bit }) => bit !== missing))
  const lacking = rows.filter(({ bit }) => bit === missing)
  const lackingSets = Array.from({ length: Math.ceil(lacking.length / rowsInSet) }, (_, set) =>
    tablesOf(
      lacking.slice(set * rowsInSet, (set + 1) * rowsInSet).map(({ row }, i) => ({ row, bit: 1 << i })),
    ),
  )
  return (signature, at) => {
    for (const set of lackingSets) if (matching(set, words, signature, at) !== 0) return missing
    return matching(found, words, signature, at)
  }
}

/** The bits of the rows that match the signature which stands at `at`. */
function matching(tables: Tables, words: number, signature: Int32Array, at: number): number {
  let rows = -1
  for (let word = 0, table = 0; word < words; word++, table += perWord) {
    const answers = signature[at + word]!
    for (let slice = 0, from = table; slice < slices; slice++, from += entries)
      rows &= tables[from + ((answers >> (slice * sliceBits)) & (entries - 1))]!
  }
  return rows
}
