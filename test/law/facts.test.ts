import t from 'tap'
import { z } from 'zod'
import { decodeFacts, Facts } from '../../src/law/facts.js'
import { bare, factsOf } from './support.js'

/** The pointers of what is refused. */
const refusedAt = (input: unknown): string[] => {
  const facts = decodeFacts(input)
  return Array.isArray(facts) ? facts.map(({ pointer }) => pointer) : []
}

t.test('four facts are enough, and what is absent means the same as null', async (t) => {
  const facts = factsOf(bare)
  t.match(facts, { forOthers: true, misuse: false, raised: 0n, costs: 0n, target: null, transfers: [] })
  t.match(facts, {
    account: { kind: 'none', dedicated: false },
    notice: null,
    collector: { legalForm: null },
  })
  const optional = Object.keys(facts).filter((name) => !(name in bare))
  const nulls = Object.fromEntries(optional.map((name) => [name, null]))
  const collector = { kind: 'organization', legalForm: null, accreditation: null }
  t.strictSame(factsOf({ ...bare, ...nulls, collector }), facts)
  t.strictSame(
    factsOf({ ...bare, approval: {}, notice: {}, emergency: {}, transfers: [{}, {}] }),
    factsOf({
      ...bare,
      approval: { status: null, approvers: null },
      notice: { givenOn: null, endDateGiven: null },
      emergency: { declaredOn: null, effectiveFrom: null, endsOn: null },
      transfers: [{ month: null, senders: null, received: null }, {}],
    }),
  )
})

t.test('each required fact is asked for where it is missing', async (t) => {
  t.strictSame(refusedAt({}), ['/on', '/collector', '/channels', '/startsOn'])
  t.strictSame(refusedAt({ ...bare, collector: {} }), ['/collector/kind'])
  t.strictSame(refusedAt({ ...bare, channels: [] }), ['/channels'])
  t.strictSame(refusedAt({ ...bare, on: null }), ['/on'])
  t.strictSame(refusedAt(null), [''])
})

const accreditation = { from: '2026-01-01', suspensions: [{ from: '2026-13-01' }, { until: '2026-01-01' }] }
const refusals: readonly (readonly [why: string, facts: object, pointers: string[]])[] = [
  ['an unknown fact', { colour: 'red' }, ['/colour']],
  ['a pointer escapes what JSON pointers reserve', { 'a/b~c': 1 }, ['/a~1b~0c']],
  ['an unknown fact within another', { notice: { by: 'post' } }, ['/notice/by']],
  ['an unknown kind of collector', { collector: { kind: 'robot' } }, ['/collector/kind']],
  [
    'an unknown legal form',
    { collector: { kind: 'organization', legalForm: 'llp' } },
    ['/collector/legalForm'],
  ],
  [
    'a suspension is checked like all else',
    { collector: { kind: 'organization', accreditation } },
    ['/collector/accreditation/suspensions/0/from', '/collector/accreditation/suspensions/1/until'],
  ],
  ['an unknown channel', { channels: ['fax'] }, ['/channels/0']],
  ['an unknown kind of account', { account: { kind: 'offshore' } }, ['/account/kind']],
  ['an unknown status of an approval', { approval: { status: 'lost' } }, ['/approval/status']],
  ['a region that does not exist', { region: '990000000' }, ['/region']],
  ['a flag that is no flag', { misuse: 'no' }, ['/misuse']],
  ['a day that the calendar does not have', { on: '2026-02-30' }, ['/on']],
  [
    'a day that is no day',
    { emergency: { effectiveFrom: '1 March' }, report: { publishedOn: 20260301 } },
    ['/emergency/effectiveFrom', '/report/publishedOn'],
  ],
  ['an end before the start', { endsOn: '2026-02-28' }, ['/endsOn']],
  ['a closing before the start', { closedOn: '2026-02-28' }, ['/closedOn']],
  [
    'an end before the start, beside another mistake',
    { endsOn: '2026-02-28', costs: -1 },
    ['/costs', '/endsOn'],
  ],
  [
    'a month given twice',
    { transfers: [{ month: '2026-01' }, { month: '2026-01' }] },
    ['/transfers/1/month'],
  ],
  ['a month that does not exist', { transfers: [{ month: '2026-13' }] }, ['/transfers/0/month']],
  [
    'negative money',
    { target: '-1', raised: -1, costs: '-0.5', transfers: [{ received: -5 }] },
    ['/target', '/raised', '/costs', '/transfers/0/received'],
  ],
  ['half a tiyn', { raised: 0.5 }, ['/raised']],
  ['a number too large to be exact', { raised: 2 ** 53 }, ['/raised']],
]

t.test('what is no fact is refused with its place and the reason in three languages', async (t) => {
  for (const [why, facts, pointers] of refusals) {
    t.strictSame(refusedAt({ ...bare, ...facts }), pointers, why)
    for (const { detail } of decodeFacts({ ...bare, ...facts }) as { detail: object }[])
      t.ok(
        Object.keys(detail).join() === 'kk,ru,en' && Object.values(detail).every((text) => text !== ''),
        why,
      )
  }
})

t.test('facts that do not apply are taken and ignored', async (t) => {
  for (const facts of [
    { boxes: { numbered: true } },
    { approval: { status: 'approved', approvers: 1 } },
    { collector: { kind: 'individual', legalForm: 'public-foundation' } },
    { collector: { kind: 'organization', accreditation: { from: '2026-05-01', to: '2026-04-01' } } },
    { emergency: { effectiveFrom: '2026-05-01', endsOn: '2026-04-01' } },
    { transfers: [{ month: '2026-01', senders: 3, received: 5 }] },
    { notice: { givenOn: '2030-01-01' } },
    { channels: ['card', 'card'] },
  ])
    t.strictSame(refusedAt({ ...bare, ...facts }), [], JSON.stringify(facts))
})

t.test('money is tiyn, as a string or a number, and comes out as a string', async (t) => {
  t.equal(factsOf({ ...bare, raised: '9007199254740993' }).raised, 9007199254740993n)
  t.equal(factsOf({ ...bare, raised: 500 }).raised, 500n)
  const facts = factsOf({ ...bare, raised: 500, target: '7', endsOn: '2026-03-01' })
  t.match(Facts.encode(facts), { raised: '500', target: '7', endsOn: '2026-03-01', on: '2026-03-15' })
  t.strictSame(factsOf(Facts.encode(facts)), facts)
})

t.test('the facts can be described to other programs', async (t) => {
  const schema = z.toJSONSchema(Facts, { io: 'input' }).$defs?.Facts ?? {}
  t.strictSame(schema.required, ['on', 'collector', 'channels', 'startsOn'])
  t.equal(schema.additionalProperties, false)
})
