import fc from 'fast-check'
import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive, tenge } from '../support/stories.js'
import { textOf } from './pdf-text.js'
import { refund } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const letters = 'әғқңөұүһі ӘҒҚҢӨҰҮҺІ ₸'
const purpose = { kk: letters, ru: 'Пострадавшим', en: 'For victims', category: 'flood-relief' }
const number = await openDrive(adal, session, bin, { purpose })
const donor = { kind: 'individual', iin: '900101350013', name: 'Айгүл Сәрсенова' }

async function given(more: object = {}, amount = 12_000) {
  const { status, body } = await give(
    adal,
    session,
    number,
    donation(amount, { donor: { ...donor, ...more } }),
  )
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.receipt as { number: string; secret: string }
}

async function anonymous() {
  const { body } = await give(adal, session, number, donation(500))
  return body.receipt as { number: string; secret: string }
}

const seen = async (receipt: string) => (await adal.call('GET', `/v1/receipts/${receipt}`)).body
const full = (receipt: string, secret: string) =>
  adal.call('POST', `/v1/receipts/${receipt}/full`, { body: { secret } })
const choose = (receipt: string, secret: string, visibility: string, showAmount = true) =>
  adal.call('POST', `/v1/receipts/${receipt}/visibility`, { body: { secret, visibility, showAmount } })

t.test('the same donation is answered with the same secret again, and the database has none', async (t) => {
  const key = newKey()
  const body = donation(700)
  const first = await give(adal, session, number, body, key)
  t.match(first.body.receipt.secret, /^([0-9a-f]{4}-){7}[0-9a-f]{4}$/)
  t.strictSame((await give(adal, session, number, body, key)).body, first.body)
  const [kept] = await adal.owner<
    { answer: string }[]
  >`SELECT answer FROM idempotency_keys WHERE key = ${key}`
  t.strictSame(Object.keys(JSON.parse(kept?.answer ?? '').receipt), ['number'])
  const bulk = async () => {
    const { body: lines } = await adal.call('POST', `/v1/collections/${number}/donations/bulk`, {
      ...{ as: session, headers: { 'content-type': 'application/x-ndjson' } },
      body: `${JSON.stringify({ id: key, ...body })}\n`,
    })
    return JSON.parse(lines)
  }
  t.strictSame(await bulk(), { id: key, status: 201, ...first.body }, 'a line of many too')
})

t.test('a line of many is answered with its secret', async (t) => {
  const { body: lines } = await adal.call('POST', `/v1/collections/${number}/donations/bulk`, {
    ...{ as: session, headers: { 'content-type': 'application/x-ndjson' } },
    body: `${JSON.stringify({ id: newKey(), ...donation(5) })}\n`,
  })
  const { receipt } = JSON.parse(lines)
  t.match(await full(receipt.number, receipt.secret), { status: 200, body: { amount: tenge(5) } })
})

t.test('an anonymous donor sees all of her receipt by its secret, and hides the amount', async (t) => {
  const receipt = await anonymous()
  t.match(await seen(receipt.number), {
    amount: tenge(500),
    donor: { kind: 'anonymous' },
    organization: { bin },
  })
  t.match(await full(receipt.number, receipt.secret), {
    ...{ status: 200, headers: { 'cache-control': 'no-store' } },
    body: { amount: tenge(500), visibility: 'hidden', showAmount: true },
  })
  const asPeopleType = ` ${receipt.secret.toUpperCase().replaceAll('-', ' ')}`
  t.equal((await full(receipt.number, asPeopleType)).status, 200)
  t.match(await choose(receipt.number, receipt.secret, 'hidden', false), {
    status: 200,
    body: { showAmount: false },
  })
  const shown = await seen(receipt.number)
  t.notOk('amount' in shown || 'refunded' in shown)
  t.match((await full(receipt.number, receipt.secret)).body, { amount: tenge(500), showAmount: false })
  t.match(await choose(receipt.number, receipt.secret, 'full'), {
    ...{ status: 422, body: { type: '/problems/donor-name-not-kept', errors: [{ pointer: '/visibility' }] } },
  })
})

t.test('a secret opens its own receipt alone, and a number nothing', async (t) => {
  const [mine, other] = [await anonymous(), await anonymous()]
  const refused = { status: 403, body: { type: '/problems/receipt-secret-wrong' } }
  t.match(await full(mine.number, other.secret), refused)
  t.match(await choose(mine.number, other.secret, 'hidden', false), refused)
  t.equal((await full('R-0000-0000-0000', mine.secret)).status, 404)
  t.match(await seen(mine.number), { amount: tenge(500) })
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ maxLength: 60 }), fc.nat(31), fc.constant(mine.secret.slice(1))),
      async (wrong) => {
        // A secret with one digit changed, or any text.
        const digits = mine.secret.replaceAll('-', '')
        const secret =
          typeof wrong === 'string'
            ? wrong
            : `${digits.slice(0, wrong)}${digits[wrong] === '0' ? '1' : '0'}${digits.slice(wrong + 1)}`
        const { status } = await full(mine.number, secret)
        return status === 403 || status === 422
      },
    ),
    { numRuns: 60, seed: 6 },
  )
})

t.test('a donor who is named chooses at first, and again later; the newest choice counts', async (t) => {
  const hidden = await given({ visibility: 'first-name', showAmount: false })
  t.match(await seen(hidden.number), { donor: { kind: 'individual', name: 'Айгүл' } })
  t.notOk('amount' in (await seen(hidden.number)), 'as she said with her donation')
  t.match(await choose(hidden.number, hidden.secret, 'full'), { status: 200, body: { visibility: 'full' } })
  t.match(await seen(hidden.number), { donor: { name: 'Айгүл Сәрсенова' }, amount: tenge(12_000) })
  await choose(hidden.number, hidden.secret, 'hidden')
  t.strictSame((await seen(hidden.number)).donor, { kind: 'individual' })
  t.match((await full(hidden.number, hidden.secret)).body, { donor: { name: 'Айгүл Сәрсенова' } })
  const entries = await adal.owner<{ leaf: string; actor: string }[]>`
    SELECT leaf, actor FROM audit_entries WHERE log = ${bin} AND subject = ${`receipt:${hidden.number}`} ORDER BY index`
  t.match(
    entries.map(({ leaf }) => JSON.parse(leaf).facts.visibility),
    ['full', 'hidden'],
    'each choice is in the log',
  )
  t.notMatch(JSON.stringify(entries), /Айгүл|900101350013/)
  t.notMatch(JSON.stringify(entries), hidden.secret)
})

const pdfOf = async (
  url: string,
  { accept = '*/*', language = 'kk', secret }: Record<string, string> = {},
) => {
  const response = await adal.app.inject({
    ...(secret === undefined ? { method: 'GET', url } : { method: 'POST', url, payload: { secret } }),
    headers: { accept, 'accept-language': language, host: 'adal.example' },
  })
  return {
    status: response.statusCode,
    headers: response.headers,
    text: () => textOf(response.rawPayload),
    bytes: response.rawPayload,
  }
}

t.test('the PDF says in three languages what the donor shows, with the letters of Kazakh', async (t) => {
  const receipt = await given({ visibility: 'first-name' })
  const pdf = await pdfOf(`/v1/receipts/${receipt.number}.pdf`)
  t.match(pdf, { status: 200, headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' } })
  t.match(pdf.bytes.subarray(0, 5).toString(), '%PDF-')
  for (const part of [
    letters,
    receipt.number,
    'Қайырмалдық түбіртегі',
    '12 000 ₸',
    'Айгүл',
    bin,
    '/receipts/',
  ])
    t.ok(pdf.text().replaceAll('\u00a0', ' ').includes(part), part)
  t.notMatch(pdf.text(), 'Сәрсенова')
  const again = await pdfOf(`/v1/receipts/${receipt.number}.pdf`)
  t.ok(again.bytes.equals(pdf.bytes), 'the same bytes again')
  for (const [language, title] of [
    ['ru', 'Квитанция о пожертвовании'],
    ['en', 'Receipt for a donation'],
  ] as const) {
    t.match((await pdfOf(`/v1/receipts/${receipt.number}.pdf?lang=${language}`)).text(), title)
    const accepted = { accept: 'application/pdf', language }
    t.match(
      (await pdfOf(`/v1/receipts/${receipt.number}`, accepted)).text(),
      title,
      'where a PDF is accepted',
    )
  }
  const whole = await pdfOf(`/v1/receipts/${receipt.number}/full`, {
    accept: 'application/pdf',
    secret: receipt.secret,
  })
  t.match(whole.text(), 'Айгүл Сәрсенова')
  await choose(receipt.number, receipt.secret, 'hidden', false)
  const hidden = await pdfOf(`/v1/receipts/${receipt.number}.pdf`)
  t.notMatch(hidden.text(), /Айгүл|12\s000/)
  t.equal((await pdfOf('/v1/receipts/R-0000-0000-0000.pdf')).status, 404)
})

t.test('a receipt with the longest names stays on one page, and says what was given back', async (t) => {
  const long = 'ұзақ атау '.repeat(29).trim()
  const drive = await openDrive(adal, session, bin, { purpose: { ...purpose, kk: long, ru: long } })
  const { body } = await give(
    adal,
    session,
    drive,
    donation(300, { donor: { ...donor, name: long.slice(0, 199), visibility: 'full' } }),
  )
  t.equal((await refund(adal, session, drive, body.donation, 100)).status, 201)
  const pdf = await pdfOf(`/v1/receipts/${body.receipt.number}.pdf`)
  t.match(pdf.bytes.toString('latin1'), /\/Count 1\b/)
  t.match(pdf.text(), 'Қайтарылды')
})

t.test('one address gets so many PDFs a minute and no more; JSON it gets all the same', async (t) => {
  const { number: receipt } = await anonymous()
  const statuses = new Set<number>()
  for (let i = 0; i < 31; i++) statuses.add((await pdfOf(`/v1/receipts/${receipt}.pdf`)).status)
  t.ok(statuses.has(429))
  t.match(await seen(receipt), { number: receipt })
})
