import { gte, isNull, lte, or, sql } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import type { Day } from '../kernel/days.js'
import { katoPrefix } from '../kernel/identifiers.js'
import { toPage } from '../kernel/pages.js'
import type { Refusal } from '../kernel/problems.js'
import type { EmergencyQuery, EmergencyView } from './contract.js'
import type { Emergency } from './decisions.js'
import { type ActRow, type EmergencyRow, listEmergencies, loadActs, loadEmergency } from './store.js'
import { emergencies } from './tables.js'

/** An emergency as its latest act describes it; undefined if there is none with this id. */
export async function emergencyOf(
  reader: Reader,
  id: string,
): Promise<(Emergency & { readonly id: string; readonly region: string }) | undefined> {
  return loadEmergency(reader, id)
}

/** An emergency as the acts made up to and on a day described it; a declaration made later describes it as well. */
export async function emergencyAsOf(reader: Reader, id: string, on: Day): Promise<Emergency | undefined> {
  const row = await loadEmergency(reader, id)
  if (row === undefined) return undefined
  const acts = await loadActs(reader, [id])
  const latest = acts.findLast((act) => act.madeOn <= on) ?? acts[0]
  return { ...row, endsOn: latest?.endsOn ?? null }
}

export async function emergencyView(reader: Reader, id: string): Promise<EmergencyView | Refusal> {
  const row = await loadEmergency(reader, id)
  return row === undefined ? notFound() : viewOf(row, await loadActs(reader, [id]))
}

/** The register, the latest declaration first. */
export async function emergencyPage(reader: Reader, query: EmergencyQuery) {
  const { region, on, limit, after } = query
  const rows = await listEmergencies(
    reader,
    limit + 1,
    after,
    region === undefined ? undefined : liesIn(region),
    on === undefined ? undefined : lte(emergencies.effectiveFrom, on),
    on === undefined ? undefined : or(isNull(emergencies.endsOn), gte(emergencies.endsOn, on)),
  )
  const acts = await loadActs(
    reader,
    rows.map((row) => row.id),
  )
  return toPage(
    rows,
    limit,
    ({ id }) => id,
    (row) =>
      viewOf(
        row,
        acts.filter((act) => act.emergencyId === row.id),
      ),
  )
}

/** Some place of the territory lies in the region. */
const liesIn = (region: string) =>
  sql`EXISTS (SELECT FROM unnest(${emergencies.territory}) AS place WHERE starts_with(place, ${katoPrefix(region)}))`

export const viewOf = (row: EmergencyRow, acts: readonly ActRow[]): EmergencyView => ({
  id: row.id,
  region: row.region,
  kind: row.kind,
  scale: row.scale,
  territory: row.territory,
  act: { number: row.actNumber, date: row.declaredOn },
  effectiveFrom: row.effectiveFrom,
  endsOn: row.endsOn,
  recordedAt: row.recordedAt.toISOString(),
  history: acts.map((act) => ({
    says: act.says,
    act: { number: act.number, date: act.madeOn },
    endsOn: act.endsOn,
    recordedAt: act.recordedAt.toISOString(),
    officialRegion: act.officialRegion,
  })),
})
