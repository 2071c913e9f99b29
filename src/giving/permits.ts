import type { House } from '../audit/house.js'
import { lawNotComputable } from '../collections/problems.js'
import { collectionById, factsOf } from '../collections/queries.js'
import type { Day } from '../kernel/days.js'
import { takingMoney } from '../law/taking-money.js'
import { lawInForce, readyVariant } from '../legislation/queries.js'
import type { Drive, Permit } from './decisions.js'
import { gateRefuses } from './problems.js'

/** What the law in force says of a drive that takes money, on a day. */
export type PermitOf = (drive: Drive, day: Day) => Promise<Permit>

export const permitByLaw =
  (house: House): PermitOf =>
  async (drive, day) => {
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
