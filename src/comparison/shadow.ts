import type { House, Reader } from '../audit/house.js'
import { stoppingOutcomes } from '../collections/decisions.js'
import { type JudgedKind, judgedCounts, unjudged } from '../collections/judgements.js'
import { factsOfMany } from '../collections/many-facts.js'
import type { Day } from '../kernel/days.js'
import { evaluate } from '../law/evaluate.js'
import { isEvaluated, type Outcome } from '../law/evaluation.js'
import type { Facts } from '../law/facts.js'
import type { Legislation } from '../law/load.js'
import type { Variant } from '../law/variant.js'
import { postedToFunds } from '../ledger/periods.js'
import { readyVariant } from '../legislation/queries.js'
import type { ShadowFigures } from './shadow-contract.js'

interface Period {
  readonly from: Day
  readonly to: Day
}

/** What each of the variants would have stopped in a period; `whatIsCounted` says what exactly. */
export async function shadowFigures(
  { read, law }: House,
  variants: readonly Variant[],
  period: Period,
): Promise<ShadowFigures[]> {
  const tallies = new Map(variants.map((variant) => [variant.id, newTally(variant)]))
  await countDecisions(read, law, tallies, period)
  await countDonations(read, law, tallies, period)
  return [...tallies.values()].map(({ variant, registrations, openings, donations }) => ({
    variant: variant.id,
    variantHash: variant.hash,
    ...period,
    registrations,
    openings,
    donations: {
      ...donations,
      totalTiyn: String(donations.totalTiyn),
      stoppedTiyn: String(donations.stoppedTiyn),
    },
  }))
}

const newTally = (variant: Variant) => ({
  variant,
  registrations: { total: 0, stopped: 0, notComputable: 0 },
  openings: { total: 0, stopped: 0, notComputable: 0 },
  donations: { total: 0, stopped: 0, notComputable: 0, totalTiyn: 0n, stoppedTiyn: 0n },
})
type Tally = ReturnType<typeof newTally>
type Tallies = ReadonlyMap<string, Tally>

async function countDecisions(
  reader: Reader,
  law: Legislation,
  tallies: Tallies,
  { from, to }: Period,
): Promise<void> {
  const count = (tally: Tally | undefined, kind: JudgedKind, outcome: Outcome | null, decisions: number) => {
    if (tally === undefined) return
    const counts = kind === 'register' ? tally.registrations : tally.openings
    counts.total += decisions
    if (outcome === null) counts.notComputable += decisions
    else if (stoppingOutcomes[kind].includes(outcome)) counts.stopped += decisions
  }
  for (const { kind, variant, outcome, count: decisions } of await judgedCounts(reader, from, to))
    count(tallies.get(variant), kind, outcome, decisions)
  for (const { kind, facts, judgedBy } of await unjudged(reader, from, to, [...tallies.keys()]))
    for (const [id, tally] of tallies)
      if (!judgedBy.includes(id)) count(tally, kind, facts ? outcomeOf(facts, tally, law) : null, 1)
}

/** So many drives are read at once: few enough for the memory, many enough for the database. */
const drivesAtOnce = 500

async function countDonations(
  reader: Reader,
  law: Legislation,
  tallies: Tallies,
  { from, to }: Period,
): Promise<void> {
  const received = await postedToFunds(reader, 'donation', from, to)
  for (let first = 0; first < received.length; first += drivesAtOnce) {
    const drives = received.slice(first, first + drivesAtOnce)
    const facts = await factsOfMany(reader, new Map(drives.map(({ fund, lastOn }) => [fund, lastOn])))
    for (const { fund, count, total } of drives) {
      const known = facts.get(fund)
      for (const tally of tallies.values()) {
        const outcome = known === undefined ? null : outcomeOf(known, tally, law)
        const { donations } = tally
        donations.total += count
        donations.totalTiyn += BigInt(total)
        if (outcome === null) donations.notComputable += count
        if (outcome !== 'unlawful') continue
        donations.stopped += count
        donations.stoppedTiyn += BigInt(total)
      }
    }
  }
}

function outcomeOf(facts: Facts, { variant }: Tally, law: Legislation): Outcome | null {
  const cell = evaluate(facts, readyVariant(variant), law)
  return isEvaluated(cell) ? cell.outcome : null
}
