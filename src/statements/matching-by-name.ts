import { sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { sameName } from '../kernel/same-name.js'
import { openLine } from './lines-store.js'
import { daysApart, type Link, openEntries, openLines } from './matching.js'

// Each has to be opened to be read; of more, a person decides.
const mostCandidates = 20_000

interface Candidate {
  readonly [column: string]: unknown
  readonly line: number
  readonly id: string
  readonly sealed: Buffer
  readonly donor: Buffer | null
  readonly beneficiary: Buffer | null
}

/** Lines and entries of equal sums on days near each other whose names may be the same, where just one of each fits. */
export async function linksByName(
  house: House,
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<Link[]> {
  const rows = await reader.execute<Candidate>(sql`
    SELECT l.line, e.id, l.sealed, e.donor, e.beneficiary
    FROM (${openLines(ledger, statement)}) AS l JOIN (${openEntries(ledger, statement)}) AS e USING (side, amount)
    WHERE abs(l.booked_on - e.day) <= ${daysApart} AND coalesce(e.donor, e.beneficiary) IS NOT NULL
    ORDER BY l.line, e.id LIMIT ${mostCandidates + 1}`)
  if (rows.length > mostCandidates) return []
  const fits = rows.filter((row) => {
    const [theirs, ours] = [openLine(house, row.sealed).name, nameIn(house, row)]
    return theirs !== null && ours !== undefined && sameName(theirs, ours)
  })
  const count = (by: 'line' | 'id') => {
    const counts = new Map<number | string, number>()
    for (const row of fits) counts.set(row[by], (counts.get(row[by]) ?? 0) + 1)
    return counts
  }
  const [ofLine, ofEntry] = [count('line'), count('id')]
  return fits
    .filter(({ line, id }) => ofLine.get(line) === 1 && ofEntry.get(id) === 1)
    .map(({ line, id }) => ({ line, transaction: id, reason: 'amount-day-and-name' }))
}

function nameIn({ sealer }: House, { donor, beneficiary }: Candidate): string | undefined {
  if (donor !== null) return (JSON.parse(sealer.open(donor, 'donors.sealed')) as { name?: string }).name
  if (beneficiary === null) return undefined
  const opened = JSON.parse(sealer.open(beneficiary, 'disbursements.beneficiary_sealed'))
  return (opened as { beneficiary: { name: string } }).beneficiary.name
}
