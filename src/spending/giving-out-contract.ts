import { z } from 'zod'
import { collectingCosts } from '../collections/spending.js'
import { Quantity } from '../giving/quantities.js'
import { Day } from '../kernel/identifiers.js'
import { declareReason } from '../kernel/reasons.js'
import { NewDisbursement } from './contract.js'

const noCost = declareReason('goods-are-no-costs', {
  kk: 'Заттай берілген – жинау шығыны емес.',
  ru: 'Данное вещами – не расход на сбор.',
  en: 'What was given in kind is no cost of collecting.',
})

export const NewGivingOut = z
  .strictObject({
    quantity: Quantity,
    ...NewDisbursement.pick({ beneficiary: true, purpose: true, evidence: true }).shape,
    category: NewDisbursement.shape.category.refine((category) => category !== collectingCosts, noCost),
    givenOn: Day,
  })
  .meta({ id: 'NewGivingOut' })
export type NewGivingOut = z.output<typeof NewGivingOut>
