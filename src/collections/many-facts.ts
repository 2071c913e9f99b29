import { inArray } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { emergencyAsOf } from '../emergencies/queries.js'
import type { Day } from '../kernel/days.js'
import type { Facts } from '../law/facts.js'
import { fundsOnDays } from '../ledger/periods.js'
import { factsAsOf } from './facts.js'
import { loadHistories } from './histories.js'
import { collectorOf, daysOf } from './queries.js'
import type { Collection } from './store.js'
import { collections } from './tables.js'

/** The facts of many drives, each as of a day of its own, by the id of the drive; what they share is read once. */
export async function factsOfMany(
  reader: Reader,
  days: ReadonlyMap<string, Day>,
): Promise<ReadonlyMap<string, Facts>> {
  const ids = [...days.keys()]
  const rows = await reader.select().from(collections).where(inArray(collections.id, ids))
  const histories = await loadHistories(reader, ids)
  const asked = rows.map(({ id, ledger }) => ({ ledger, fund: id, on: days.get(id)! }))
  const funds = await fundsOnDays(reader, asked)
  const collectorOnce = once((row: Collection) => collectorOf(reader, row))
  const emergencyOnce = once((id: string, on: Day) => emergencyAsOf(reader, id, on))
  const facts = new Map<string, Facts>()
  for (const row of rows) {
    const on = days.get(row.id)!
    const { emergencyId, hostId, organizationId } = row
    const emergency =
      emergencyId === null ? undefined : await emergencyOnce(`${emergencyId} ${on}`, emergencyId, on)
    const around = {
      collector: await collectorOnce(hostId ?? organizationId ?? '', row),
      emergency: emergency === undefined ? null : daysOf(emergency),
      ...(funds.get(row.id) ?? nothing),
    }
    facts.set(row.id, factsAsOf(row, histories.get(row.id)!, around, on))
  }
  return facts
}

const nothing = { raisedTiyn: 0n, costsTiyn: 0n }

/** Asks once for each key. */
function once<Question extends readonly unknown[], Answer>(ask: (...question: Question) => Promise<Answer>) {
  const answers = new Map<string, Promise<Answer>>()
  return (key: string, ...question: Question): Promise<Answer> => {
    const answer = answers.get(key) ?? ask(...question)
    answers.set(key, answer)
    return answer
  }
}
