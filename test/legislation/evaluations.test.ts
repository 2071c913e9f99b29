import { readFileSync } from 'node:fs'
import t from 'tap'
import { startAdal } from '../support/app.js'

interface Case {
  readonly name: string
  readonly facts: { readonly collector: { readonly kind: string } }
  readonly expect: Readonly<Record<string, readonly [outcome: string, ...codes: string[]]>>
}
interface Finding {
  readonly code: string
  readonly sanction: { readonly mci: number; readonly kzt: number } | null
}

const worked: { cases: Case[]; fines80: { on: string; mci: number; kzt: number }[] } = JSON.parse(
  readFileSync('data/cases/collections.json', 'utf8'),
)
const adal = await startAdal(t)
const ask = (cases: readonly unknown[], variants: readonly string[], language: 'kk' | 'ru' | 'en' = 'en') =>
  adal.call('POST', '/v1/evaluations', { body: { cases, variants }, language })

const individual = {
  on: '2026-03-15',
  collector: { kind: 'individual' },
  account: { kind: 'personal' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
}
const organization = {
  ...individual,
  collector: {
    kind: 'organization',
    legalForm: 'public-foundation',
    accreditation: { from: '2019-01-01', to: null },
  },
  account: { kind: 'organization' },
}

t.test('every worked case is answered over HTTP as it was worked, under every variant', async (t) => {
  const { body: published } = await adal.call('GET', '/v1/variants')
  const variants: string[] = published.items.map(({ id }: { id: string }) => id)
  t.equal(variants.length, 7)
  const { status, body } = await ask(
    worked.cases.map(({ facts }) => facts),
    variants,
  )
  t.equal(status, 200)
  t.equal(body.results.length, worked.cases.length)
  for (const [i, { name, expect }] of worked.cases.entries()) {
    t.equal(body.results[i].length, variants.length)
    for (const [variant, expected] of Object.entries(expect)) {
      const cell = body.results[i][variants.indexOf(variant)]
      t.equal(cell.variant, variant)
      const codes = cell.findings.map(({ code }: Finding) => code).sort()
      t.strictSame([cell.outcome, ...codes], [...expected], `${name}, under ${variant}`)
    }
  }
})

t.test('a fine of 80 MCI is as many tenge as the index of the day says', async (t) => {
  const cases = worked.fines80.map(({ on }) => ({ ...individual, on }))
  const { body } = await ask(cases, ['kz-draft-ban-2024'])
  for (const [i, { on, mci, kzt }] of worked.fines80.entries()) {
    const findings: Finding[] = body.results[i][0].findings
    const banned = findings.find(({ code }) => code === 'individual-banned')
    t.strictSame(banned?.sanction, { mci, kzt }, on)
  }
})

t.test('a cell that cannot be computed is an error beside cells that can', async (t) => {
  for (const on of ['2027-01-01', '2019-12-31']) {
    const cases = [individual, organization].map((facts) => ({ ...facts, on }))
    const { status, body } = await ask(cases, ['kz-current', 'kz-draft-ban-2024', 'ref-cz'])
    t.equal(status, 200)
    const [ofIndividual, ofOrganization] = body.results
    t.match(ofIndividual[1], {
      variant: 'kz-draft-ban-2024',
      on,
      error: { type: '/problems/no-index-value', title: /\S/, detail: /\S/ },
    })
    t.notOk('outcome' in ofIndividual[1])
    for (const cell of [ofIndividual[0], ofIndividual[2], ...ofOrganization])
      t.ok(cell.outcome, `${on}: ${cell.variant}`)
    const inKazakh = await ask(cases, ['kz-draft-ban-2024'], 'kk')
    t.not(inKazakh.body.results[0][0].error.title, ofIndividual[1].error.title)
  }
})

t.test('the same question is answered with the same bytes', async (t) => {
  const payload = { cases: worked.cases.map(({ facts }) => facts), variants: ['kz-draft-ban-2024', 'ref-cz'] }
  const send = () => adal.app.inject({ method: 'POST', url: '/v1/evaluations', payload })
  const [one, two] = [await send(), await send()]
  t.ok(one.rawPayload.equals(two.rawPayload))
  const other = await startAdal(t, { now: '2026-12-01T06:00:00Z' })
  const later = await other.app.inject({ method: 'POST', url: '/v1/evaluations', payload })
  t.ok(one.rawPayload.equals(later.rawPayload), 'in another installation, on another day')
})

t.test('wrong facts are named by case and field', async (t) => {
  const pointersOf = async (cases: readonly unknown[], variants: readonly string[] = ['kz-current']) => {
    const { status, body } = await ask(cases, variants)
    t.equal(status, 422)
    return body.errors.map(({ pointer }: { pointer: string }) => pointer)
  }
  const good = [individual, individual, individual]
  t.strictSame(await pointersOf([...good, { ...individual, on: '2026-02-30' }]), ['/cases/3/on'])
  t.strictSame(await pointersOf([{ ...individual, raised: -1 }]), ['/cases/0/raised'])
  t.strictSame(await pointersOf([{ ...individual, secret: 1 }]), ['/cases/0/secret'])
  t.strictSame(await pointersOf([{ ...individual, channels: [] }]), ['/cases/0/channels'])
  t.strictSame(await pointersOf([{ ...individual, startsOn: undefined }]), ['/cases/0/startsOn'])
  t.strictSame(await pointersOf([{ ...individual, endsOn: '2026-02-01' }]), ['/cases/0/endsOn'])
  t.strictSame(await pointersOf(good, ['kz-current', 'kz-dream']), ['/variants/1'])
  t.strictSame(await pointersOf([]), ['/cases'])
})

t.test('a thousand cases are answered at once, and one more is too many', async (t) => {
  const thousand = Array.from({ length: 1_000 }, () => individual)
  const { status, body } = await ask(thousand, ['kz-current'])
  t.strictSame([status, body.results.length], [200, 1_000])
  const more = await ask([...thousand, individual], ['kz-current'])
  t.match(more, { status: 422, body: { errors: [{ pointer: '/cases' }] } })
})

t.test('a question is not kept, and needs neither a token nor a key', async (t) => {
  const leaves = await adal.leaves()
  t.equal(
    (
      await adal.call('POST', '/v1/evaluations', {
        body: { cases: [individual], variants: ['kz-current'] },
        key: 'a b',
      })
    ).status,
    200,
  )
  t.equal(await adal.leaves(), leaves)
})
