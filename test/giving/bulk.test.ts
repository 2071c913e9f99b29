import t from 'tap'
import { startAdal } from '../support/app.js'
import { donation, give, newKey, tenge } from '../support/stories.js'
import { anotherDrive, fundedDrive, moneyOf } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await fundedDrive(adal)
const ndjson = { 'content-type': 'application/x-ndjson' }

async function send(number: string, lines: readonly (string | object)[], as: { token: string } = session) {
  const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const answer = await adal.call('POST', `/v1/collections/${number}/donations/bulk`, {
    as,
    body,
    headers: ndjson,
  })
  const text = typeof answer.body === 'string' ? answer.body : ''
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

const line = (amount: number, id = newKey(), more: object = {}) => ({ id, ...donation(amount, more) })

t.test('each line has its answer, in the order of the lines, and a bad one fails alone', async (t) => {
  const { number } = await anotherDrive(adal, session, bin)
  const leaves = await adal.leaves()
  const lines = [
    line(1, 'first'),
    '{"id": "broken',
    line(2, 'second'),
    { ...line(3, 'unknown-field'), anonymous: true },
    line(4, 'too-early', { receivedAt: '2026-01-01T00:00:00Z' }),
    { ...line(5, 'no-rate'), amount: { amount: '5', currency: 'USD' } },
    { ...line(6, 'too-long'), reference: 'x'.repeat(65 * 1024) },
    line(7, 'U+0000', { reference: 'a\0b' }),
    `{"id": "deep", "amount": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    'null',
    line(8, 'б'),
    '',
    line(9, 'last'),
  ]
  const answers = await send(number, lines)
  t.match(answers, [
    { id: 'first', status: 201, receipt: { number: /^R-/ } },
    { line: 2, status: 400, problem: { type: '/problems/malformed-body', errors: [{ pointer: '' }] } },
    { id: 'second', status: 201 },
    { id: 'unknown-field', status: 422, problem: { errors: [{ pointer: '/anonymous' }] } },
    { id: 'too-early', status: 422, problem: { type: '/problems/day-out-of-order' } },
    { id: 'no-rate', status: 422, problem: { type: '/problems/exchange-rate-missing' } },
    { line: 7, status: 413, problem: { type: '/problems/body-too-large' } },
    { id: 'U+0000', status: 422, problem: { errors: [{ pointer: '/reference' }] } },
    { id: 'deep', status: 422, problem: { errors: [{ detail: 'Nested too deeply' }] } },
    { line: 10, status: 422 },
    { line: 11, status: 422, problem: { errors: [{ pointer: '/id' }] } },
    { id: 'last', status: 201 },
  ])
  t.equal(answers.length, 12, 'an empty line is no line')
  t.equal(await adal.leaves(), leaves + 3, 'a leaf for each donation taken')
  t.match((await moneyOf(adal, number)).raised, tenge(1_012))
})

t.test('lines sent again are answered again, and nothing is given twice', async (t) => {
  const { number } = await anotherDrive(adal, session, bin)
  const lines = [line(1), line(2), { ...line(3), amount: { amount: '5', currency: 'USD' } }]
  const first = await send(number, lines)
  const leaves = await adal.leaves()
  const withoutInstance = (answers: { problem?: { instance?: string } }[]) =>
    answers.map(({ problem, ...rest }) => ({ ...rest, problem: problem && { ...problem, instance: '' } }))
  t.strictSame(withoutInstance(await send(number, lines)), withoutInstance(first))
  const [{ id, ...body }] = lines as [ReturnType<typeof line>]
  const alone = await give(adal, session, number, body, id)
  t.match(alone, { status: 201, body: { donation: first[0].donation } }, 'also one by one')
  const [other] = await send(number, [line(9, id)])
  t.match(other, { id, status: 422, problem: { type: '/problems/idempotency-key-reused' } })
  t.equal(await adal.leaves(), leaves)
})

t.test('an id that comes twice in a file is given once: its second line waits for the first', async (t) => {
  const { number } = await anotherDrive(adal, session, bin, 1)
  const twice = line(5)
  const answers = await send(number, [twice, line(1), twice, { ...line(7), id: twice.id }, '', '{'])
  t.strictSame(answers[2], answers[0])
  t.match(answers[3], { id: twice.id, status: 422, problem: { type: '/problems/idempotency-key-reused' } })
  t.match(answers[4], { line: 6, status: 400 }, 'empty lines are counted')
  t.match((await moneyOf(adal, number)).raised, tenge(7))
})

t.test('thousands of lines are answered one for one', async (t) => {
  const { number } = await anotherDrive(adal, session, bin, 1)
  const lines = Array.from({ length: 2_500 }, (_, i) => line(i % 7 === 0 ? 0 : 1, `many-${i}`))
  const answers = await send(number, lines)
  t.strictSame(
    answers.map(({ id, status }) => [id, status]),
    lines.map(({ id }, i) => [id, i % 7 === 0 ? 422 : 201]),
  )
  t.match((await moneyOf(adal, number)).raised, tenge(1 + answers.filter((a) => a.status === 201).length))
})

t.test('who may not give is told so in each line, in the language asked for', async (t) => {
  const { number } = await anotherDrive(adal, session, bin)
  const stranger = await adal.signUp()
  const leaves = await adal.leaves()
  t.match(await send(number, [line(1), line(2)], stranger), [{ status: 403 }, { status: 403 }])
  t.equal(await adal.leaves(), leaves)
  const path = `/v1/collections/${number}/donations/bulk`
  t.equal((await adal.call('POST', path, { body: '{}', headers: ndjson })).status, 401)
  const russian = await adal.call('POST', path, { as: session, body: '{', headers: ndjson, language: 'ru' })
  t.match(String(russian.body), /не корректный JSON/)
})

t.test('what is no NDJSON is refused as a whole', async (t) => {
  const { number } = await anotherDrive(adal, session, bin)
  const path = `/v1/collections/${number}/donations/bulk`
  const json = await adal.call('POST', path, { as: session, body: line(1) })
  t.match(json, { status: 415, body: { type: '/problems/unsupported-media-type' } })
  t.equal((await adal.call('POST', path, { as: session })).status, 415, 'nothing at all')
  const empty = await adal.call('POST', path, { as: session, body: '', headers: ndjson })
  t.strictSame([empty.status, empty.body], [200, ''], 'no lines, no answers')
})
