import fc from 'fast-check'
import t from 'tap'
import { differenceOf } from '../../src/law/difference.js'
import { change, compose, law, variantOf } from './support.js'

const shipped = [...law.variants.values()]
const current = variantOf('kz-current')

t.test('a variant differs from itself, and from itself without changes, nowhere', async (t) => {
  for (const variant of shipped) {
    t.strictSame(differenceOf(variant, variant, law), [], variant.id)
    t.strictSame(differenceOf(variant, compose(variant, []), law), [], variant.id)
  }
})

t.test('what one side sets and the other does not stands beside what holds without it', async (t) => {
  const parameters = { individualFineMci: 80 }
  const ban = compose(current, [change('individual-collecting', 'banned', { parameters })])
  const [found, ...others] = differenceOf(current, ban, law)
  t.strictSame(others, [])
  t.match(found, {
    provision: 'individual-collecting',
    title: { kk: /\S/, ru: /\S/, en: /\S/ },
    absent: 'allowed',
    sourceOnly: false,
    b: [{ from: null, setting: 'banned', parameters, citation: { act: /\S/, confidence: 'verified' } }],
  })
})

t.test('another day, transition or parameter is a difference', async (t) => {
  const gate = (more: object) => compose(current, [change('lead-time', 'on', more)])
  const days = { parameters: { days: 10 } }
  const one = gate(days)
  for (const more of [
    { parameters: { days: 11 } },
    { ...days, from: '2027-01-01' },
    { ...days, from: '2027-01-01', transition: 'all' },
  ])
    t.match(differenceOf(one, gate(more), law), [{ provision: 'lead-time', sourceOnly: false }])
  const [a, b] = [{ transition: 'all' }, {}].map((more) => gate({ ...days, from: '2027-01-01', ...more }))
  t.match(differenceOf(a!, b!, law), [{ provision: 'lead-time', sourceOnly: false }])
})

t.test(
  'another source of the same rule is told apart from another rule, another address is nothing',
  async (t) => {
    const boxes = (more: object) => compose(current, [change('box-rules', 'on', more)])
    t.match(differenceOf(boxes({}), boxes({ act: 'Another law' }), law), [{ sourceOnly: true }])
    const said = compose(current, [change('box-rules', 'off')])
    t.match(differenceOf(current, said, law), [{ provision: 'box-rules', sourceOnly: true, a: [] }])
    const at = (url: string) => boxes({ citation: { confidence: 'verified', url } })
    t.strictSame(differenceOf(at('https://one.kz'), at('https://two.kz'), law), [])
  },
)

const anyVariant = fc.constantFrom(...shipped)
const anyChange = fc.constantFrom(
  change('accreditation', 'mandatory'),
  change('accreditation', 'voluntary', { from: '2027-01-01' }),
  change('box-rules', 'on', { transition: 'all', from: '2026-05-01' }),
  change('cost-cap', 'on', { parameters: { percent: 20 } }),
  change('lead-time', 'on', { parameters: { days: 3 }, from: '2026-06-01' }),
)
const changes = fc.uniqueArray(anyChange, { selector: ({ provision }) => provision })

t.test('a difference read from the other side is the same with the sides changed', async (t) => {
  fc.assert(
    fc.property(anyVariant, anyVariant, changes, (base, b, some) => {
      const a = compose(base, some)
      const turned = differenceOf(b, a, law).map((found) => ({ ...found, a: found.b, b: found.a }))
      return JSON.stringify(turned) === JSON.stringify(differenceOf(a, b, law))
    }),
    { numRuns: 200, seed: 402 },
  )
  t.pass()
})

t.test(
  'a composition differs from its base only where it changes it; where nowhere, the hash says so',
  async (t) => {
    fc.assert(
      fc.property(anyVariant, changes, (base, some) => {
        const composed = compose(base, some, base.id)
        const found = differenceOf(base, composed, law).map(({ provision }) => provision as string)
        const changed = some.map(({ provision }) => provision)
        const isSame = composed.hash === compose(base, [], base.id).hash
        return found.every((provision) => changed.includes(provision)) && (found.length === 0) === isSame
      }),
      { numRuns: 200, seed: 402 },
    )
    t.pass()
  },
)
