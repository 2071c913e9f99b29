import fc from 'fast-check'
import type { Case } from '../../src/comparison/cases.js'
import { addDays } from '../../src/kernel/days.js'
import { prepareVariant } from '../../src/law/evaluate.js'
import { accountKinds, channels, collectorKinds } from '../../src/law/facts.js'
import type { Variant } from '../../src/law/variant.js'
import { bare, factsOf, variantOf } from '../law/support.js'

export const ready = (...variants: (Variant | string)[]) =>
  variants.map((variant) => prepareVariant(typeof variant === 'string' ? variantOf(variant) : variant))

/** A small organization that collects by transfer, with whatever is told otherwise. */
export const oneCase = (facts: object = {}, size: string | null = 'small'): Case => ({
  id: 'one',
  facts: factsOf({ ...bare, ...facts }),
  labels: { size },
})

const period = { from: '2025-01-01' }
const emergency = { effectiveFrom: '2026-02-01' }

/** Cases that differ in whatever burden and delay may ask. */
export const someCases = fc.array(
  fc
    .record({
      kind: fc.constantFrom(...collectorKinds),
      accreditation: fc.constantFrom(null, period),
      forOthers: fc.boolean(),
      account: fc.constantFrom(...accountKinds),
      channels: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1 }),
      startsIn: fc.integer({ min: -40, max: 20 }),
      emergency: fc.constantFrom(null, emergency),
      target: fc.constantFrom(null, 100),
      size: fc.constantFrom('small', 'medium', 'large', null, 'huge'),
    })
    .map(({ kind, accreditation, account, startsIn, size, ...facts }) =>
      oneCase(
        {
          ...facts,
          collector: { kind, accreditation },
          account: { kind: account },
          startsOn: addDays('2026-03-15', startsIn),
        },
        size,
      ),
    ),
  { maxLength: 30 },
)
