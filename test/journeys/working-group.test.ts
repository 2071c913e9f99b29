import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, drive, openDrive } from '../support/stories.js'
import { somebody } from './people.js'

interface Cell {
  readonly variant: string
  readonly outcome?: string
  readonly error?: { readonly type: string }
  readonly findings: readonly {
    readonly code: string
    readonly citation: { url?: string; confidence: string }
  }[]
}

t.test('a working group sees what every proposal would make of a real drive', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const group = somebody(adal)

  const { items } = await group.sees('/v1/variants')
  const ids = items.map(({ id }: { id: string }) => id)
  t.ok(
    ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary'].every((id) =>
      ids.includes(id),
    ),
  )
  for (const variant of items)
    t.match(variant, { hash: /^sha256:/, status: /./, title: { kk: /./, ru: /./, en: /./ } })

  const page = await group.sees(`/v1/register/collections/${number}`)
  const cells: Cell[] = [page.evaluation, ...page.shadow]
  t.strictSame(
    cells.map(({ variant }) => variant).sort(),
    [...ids].sort(),
    'the law in force and every other one',
  )
  const ban = cells.find(({ variant }) => variant === 'kz-draft-ban-2024')
  t.equal(ban?.outcome, 'unlawful')
  t.strictSame(
    ban?.findings.map(({ code }) => code),
    ['not-accredited', 'start-notice-missing'],
  )
  for (const { findings } of cells)
    for (const { citation } of findings) t.ok(citation.url, 'each finding names its source')
  const voluntary = cells.find(({ variant }) => variant === 'kz-voluntary')
  t.equal(voluntary?.outcome, page.evaluation.outcome, 'what is voluntary forbids nothing')
})

t.test('the same facts under the same variant give the same bytes', async (t) => {
  const adal = await startAdal(t)
  const facts = {
    on: '2026-06-01',
    collector: { kind: 'individual' },
    startsOn: '2026-03-01',
    channels: ['card'],
  }
  const body = { cases: [facts], variants: ['kz-draft-ban-2024', 'ref-sg'] }
  const ask = async () =>
    (await adal.app.inject({ method: 'POST', url: '/v1/evaluations', payload: body })).body
  t.equal(await ask(), await ask())
})

t.test('what cannot be known is said, and the other cells are answered', async (t) => {
  const adal = await startAdal(t)
  const on = '2027-06-01'
  const facts = { on, collector: { kind: 'individual' }, startsOn: '2027-05-01', channels: ['card'] }
  const body = { cases: [facts], variants: ['kz-current', 'kz-draft-ban-2024'] }
  const { results } = await somebody(adal).succeeds('/v1/evaluations', body)
  const [today, ban]: Cell[] = results[0]
  t.equal(today?.outcome, 'lawful')
  t.equal(ban?.error?.type, '/problems/no-index-value', 'no index is published for 2027: none is guessed')
})

t.test('facts that are wrong are refused at their place', async (t) => {
  const adal = await startAdal(t)
  const good = {
    on: '2026-06-01',
    collector: { kind: 'individual' },
    startsOn: '2026-03-01',
    channels: ['card'],
  }
  const refused = (body: object) => somebody(adal).does('/v1/evaluations', body)
  const badDay = await refused({ cases: [good, { ...good, on: '2026-02-30' }], variants: ['kz-current'] })
  t.match(badDay, { status: 422, body: { errors: [{ pointer: '/cases/1/on' }] } })
  const badVariant = await refused({ cases: [good], variants: ['kz-current', 'no-such-law'] })
  t.match(badVariant, { status: 422, body: { errors: [{ pointer: '/variants/1' }] } })
})

t.test('a law takes two administrators, and what was decided before keeps its own', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const before = await openDrive(adal, session, bin)
  const [one, other] = [await adal.signInAs('administrator'), await adal.signInAs('administrator')]
  const law = { variant: 'kz-draft-ban-2024', from: '2026-03-15', reasons: 'Adopted.' }
  const enact = (as: typeof one) => somebody(adal, as).does('/v1/legislation/in-force', law)
  t.match(await enact(one), { body: { status: 'one-of-two' } })
  t.match(await enact(one), { status: 409 }, 'not the same one twice')
  t.match(await somebody(adal).sees('/v1/legislation/in-force'), { variant: 'kz-current' })
  t.match(await enact(other), { body: { status: 'in-force' } })
  t.match(await somebody(adal).sees('/v1/legislation/in-force'), { variant: 'kz-draft-ban-2024' })

  const later = { ...drive(bin), startsOn: '2026-03-16' }
  const { evaluation } = await somebody(adal, session).succeeds('/v1/collections', later)
  t.match(evaluation, { variant: 'kz-draft-ban-2024', outcome: 'not-yet' })
  const dated = await somebody(adal).sees(`/v1/register/collections/${before}?on=2026-03-14`)
  t.match(dated.evaluation, { variant: 'kz-current', outcome: 'lawful' })
})
