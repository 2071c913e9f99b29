import type { By, House } from '../audit/house.js'
import { invalidRequest, notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import type { FieldError, Refusal } from '../kernel/problems.js'
import { declareReason, pointerOf, reasonText } from '../kernel/reasons.js'
import { engine } from '../law/evaluation.js'
import type { Variant } from '../law/variant.js'
import { variantsFor } from '../legislation/queries.js'
import type { NewComparison } from './contract.js'
import type { PopulationFile } from './population-file.js'
import { sharesOf } from './population-file.js'
import { alreadyPublished, comparisonNotDone, comparisonOver, variantsNotPublished } from './problems.js'
import {
  type Comparison,
  findComparison,
  findUpload,
  insertComparison,
  insertPublication,
  lockComparison,
  updateComparison,
} from './store.js'
import { pricesOf, type Tariffs } from './tariffs.js'

declareReason('assumption-out-of-range', {
  kk: 'Үлес 0 мен 1 арасында, ал баға 0 мен 1 000 000 000 арасында болуы керек.',
  ru: 'Доля должна быть от 0 до 1, а цена от 0 до 1 000 000 000.',
  en: 'A share must be between 0 and 1, and a price between 0 and 1,000,000,000.',
})
const highestPrice = 1_000_000_000

/** What is assumed where nobody says otherwise. */
export interface Assumed {
  readonly population: PopulationFile
  readonly tariffs: Tariffs
}

const subjectOf = (id: string): string => `comparison:${id}`

/** Asks for a comparison: what is compared is fixed here, so that a later change of a variant or of today changes nothing. */
export function request(house: House, assumed: Assumed, by: By, input: NewComparison) {
  const command = { ...by, action: 'comparison.request', log: 'internal' }
  return house.door.act<{ id: string }>(
    command,
    async ({ tx, now, say }): Promise<{ id: string } | Refusal> => {
      const known = await variantsFor(tx, house.law, by.actor)
      const variants = variantsOf(known, input)
      const today = dayOf(now)
      const errors = [
        ...variants.errors,
        ...wrongCases(input, assumed.population, today),
        ...wrongAssumptions(input, assumed),
      ]
      const upload = input.cases.from === 'file' ? input.cases.upload : null
      if (upload !== null && (await findUpload(tx, upload, by.actor.id)) === undefined)
        errors.push({ pointer: '/cases/upload', detail: reasonText('upload-unknown') })
      if (errors.length > 0) return invalidRequest({ errors })
      const id = uuidv7(now)
      const { cases } = input
      const fixed = cases.from === 'register' ? { ...cases, asOf: cases.asOf ?? today } : cases
      await insertComparison(tx, {
        ...{ id, createdBy: by.actor.id, createdAt: now, request: { ...input, cases: fixed }, upload },
        ...{ variants: variants.found, dataHash: house.law.dataHash, engine, status: 'queued' },
        ...{ startedAt: null, finishedAt: null, problem: null, resultsHash: null },
      })
      say({ subject: subjectOf(id), facts: { variants: variants.found.map(({ hash }) => hash) } })
      return { id }
    },
  )
}

/** The base first. */
function variantsOf(known: ReadonlyMap<string, Variant>, { base, variants }: NewComparison) {
  const errors: FieldError[] = []
  const found: Variant[] = []
  const asked = [[base, '/base'], ...variants.map((id, i) => [id, `/variants/${i}`])] as [string, string][]
  for (const [id, pointer] of asked) {
    const variant = known.get(id)
    if (variant === undefined) errors.push({ pointer, detail: reasonText('variant-unknown') })
    else found.push(variant)
  }
  return { found, errors }
}

function wrongCases({ cases }: NewComparison, population: PopulationFile, today: string): FieldError[] {
  if (cases.from === 'register')
    return cases.asOf !== undefined && cases.asOf > today
      ? [{ pointer: '/cases/asOf', detail: reasonText('day-to-come') }]
      : []
  if (cases.from === 'file') return []
  const known = sharesOf(population)
  return Object.keys(cases.shares ?? {})
    .filter((place) => !known.has(place))
    .map((place) => ({
      pointer: `/cases/shares${pointerOf([place])}`,
      detail: reasonText('share-unknown'),
    }))
}

/** A share lies between 0 and 1; a price is none below 0, and none that nobody would pay. */
function wrongAssumptions(
  { assumptions = {} }: NewComparison,
  { population, tariffs }: Assumed,
): FieldError[] {
  const [shares, prices] = [sharesOf(population), pricesOf(tariffs)]
  return Object.entries(assumptions).flatMap(([place, value]) => {
    const pointer = `/assumptions${pointerOf([place])}`
    const most = shares.has(place) ? 1 : prices.has(place) ? highestPrice : undefined
    if (most === undefined) return [{ pointer, detail: reasonText('share-unknown') }]
    return value >= 0 && value <= most ? [] : [{ pointer, detail: reasonText('assumption-out-of-range') }]
  })
}

/** Ends a comparison that waits or runs; the process that runs it sees so. */
export function cancel(house: House, by: By, id: string): Promise<{ id: string } | Refusal> {
  const command = { ...by, action: 'comparison.cancel', log: 'internal', subject: subjectOf(id) }
  return house.door.act(command, async ({ tx, now }) => {
    const row = await lockOwn(tx, id, by)
    if (row === undefined) return notFound()
    if (row.finishedAt !== null) return comparisonOver()
    await updateComparison(tx, id, { status: 'cancelled', finishedAt: now })
    return { id }
  })
}

/** Lets everybody see the results, for ever, at the same address; their hash goes into the public log. */
export function publish(house: House, by: By, id: string): Promise<{ id: string } | Refusal> {
  const conflicts = { comparison_published_once: () => alreadyPublished() }
  const command = { ...by, action: 'comparison.publish', log: 'register', subject: subjectOf(id), conflicts }
  return house.door.act(command, async ({ tx, now, say }) => {
    const row = await lockOwn(tx, id, by)
    if (row === undefined) return notFound()
    if (row.resultsHash === null) return comparisonNotDone()
    const { resultsHash, variants, dataHash } = row
    // What everybody may see must be open to everybody's check.
    const open = await variantsFor(tx, house.law)
    if (!variants.every(({ id }) => open.has(id))) return variantsNotPublished()
    await insertPublication(tx, { comparison: id, resultsHash, publishedAt: now })
    say({ facts: { resultsHash, variants: variants.map(({ hash }) => hash), dataHash, engine: row.engine } })
    return { id }
  })
}

/** What somebody may not even see is not there for him. */
async function lockOwn(
  tx: Parameters<typeof lockComparison>[0],
  id: string,
  { actor }: By,
): Promise<Comparison | undefined> {
  const seen = await findComparison(tx, id, actor.id)
  if (seen?.createdBy !== actor.id) return undefined
  return lockComparison(tx, id)
}
