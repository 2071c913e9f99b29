import type { House } from '../audit/house.js'
import { lawNotComputable } from '../collections/problems.js'
import { collectionById, factsOf } from '../collections/queries.js'
import { type Day, dayOf } from '../kernel/days.js'
import { takingMoney } from '../law/taking-money.js'
import { lawInForce, readyVariant } from '../legislation/queries.js'
import type { Drive, Permit } from './decisions.js'
import { gateRefuses } from './problems.js'

/** What the law in force says of drives that take money, by number; asked once a batch. */
export type PermitsOf = (
  drives: readonly Drive[],
  lawVersion: bigint,
  now: Date,
) => Promise<ReadonlyMap<string, Permit>>

interface Remembered {
  readonly version: number
  readonly lawVersion: bigint
  readonly day: Day
  readonly permit: Permit
}

const mostRemembered = 10_000

/**
 * What the law in force says of taking money, by drive: asked again when the drive, the law or the day has changed. The
 * batch holds the drive locked, so its version cannot change meanwhile.
 */
export function permitsByLaw(house: House): PermitsOf {
  const remembered = new Map<string, Remembered>()

  async function permitOf(drive: Drive, lawVersion: bigint, day: Day): Promise<Permit> {
    const known = remembered.get(drive.number)
    if (known?.version === drive.version && known.lawVersion === lawVersion && known.day === day)
      return known.permit
    const permit = await askLaw(house, drive, day)
    if (remembered.size >= mostRemembered) remembered.clear()
    remembered.set(drive.number, { version: drive.version, lawVersion, day, permit })
    return permit
  }

  return async (drives, lawVersion, now) => {
    const day = dayOf(now)
    const permits = await Promise.all(drives.map((drive) => permitOf(drive, lawVersion, day)))
    return new Map(drives.map((drive, i) => [drive.number, permits[i] as Permit]))
  }
}

async function askLaw(house: House, drive: Drive, day: Day): Promise<Permit> {
  const row = await collectionById(house.read, drive.id)
  if (row === undefined) throw new Error(`no collection ${drive.id}`)
  const { variant } = await lawInForce(house.read, house.law, day)
  const answered = takingMoney(await factsOf(house.read, row, day), readyVariant(variant), house.law)
  if ('error' in answered) {
    const refusal = lawNotComputable({ detail: answered.error.detail })
    return { refusal, stopsAtTarget: false, variantHash: variant.hash }
  }
  const { gate, stopsAtTarget } = answered
  const [first] = gate
  if (first === undefined) return { stopsAtTarget, variantHash: variant.hash }
  const detail = house.law.texts.findings[first.code]
  const errors = [{ pointer: '/path/number', detail }]
  const refusal = gateRefuses({ detail, errors, citation: first.citation, more: { findings: gate } })
  return { refusal, stopsAtTarget, variantHash: variant.hash }
}
