import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const drive = await openDrive(adal, session, bin)
const donor = { kind: 'individual', name: 'Айгүл <Сәрсенова>', visibility: 'first-name' }
const { number, secret } = (await give(adal, session, drive, donation(12_000, { donor }))).body.receipt

const page = async (path: string, form?: Record<string, string>, language = 'kk') => {
  const response = await adal.app.inject({
    ...(form === undefined
      ? { method: 'GET' }
      : { method: 'POST', payload: new URLSearchParams(form).toString() }),
    url: path,
    headers: {
      ...{ accept: 'text/html', 'accept-language': language, host: 'adal.example' },
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  })
  const text = response.body.replaceAll('\u00a0', ' ')
  return { status: response.statusCode, headers: response.headers, text, bytes: response.rawPayload }
}

t.test('anybody reads a receipt in three languages, with a code that leads to it', async (t) => {
  for (const [language, title] of [
    ['kk', 'Қайырмалдық түбіртегі'],
    ['ru', 'Квитанция о пожертвовании'],
    ['en', 'Receipt for a donation'],
  ] as const) {
    const { status, text } = await page(`/receipts/${number}`, undefined, language)
    t.equal(status, 200)
    for (const part of [
      title,
      number,
      '12 000 ₸',
      'Айгүл',
      bin,
      drive,
      `http://adal.example/receipts/${number}`,
      '<svg',
    ])
      t.ok(text.includes(part), `${language}: ${part}`)
    t.notMatch(text, 'Сәрсенова')
  }
  t.equal((await page('/receipts/R-0000-0000-0000')).status, 404)
})

t.test(
  'with its secret, which is in no address, the donor sees all of it and chooses what others see',
  async (t) => {
    const whole = await page(`/receipts/${number}`, { secret })
    t.match(whole, { status: 200, headers: { 'cache-control': 'no-store' } })
    t.ok(whole.text.includes('Айгүл &lt;Сәрсенова&gt;'))
    t.notOk(
      [...whole.text.matchAll(/(?:href|action|src)="([^"]*)"/g)].some(([, address]) =>
        address?.includes(secret),
      ),
    )
    const changed = await page(`/receipts/${number}/visibility`, { secret, visibility: 'hidden' })
    t.match(changed, { status: 200, text: 'Сақталды' })
    const shown = await page(`/receipts/${number}`)
    t.notMatch(shown.text, /Айгүл|12 000/, 'an unticked box hides the amount')
    await page(`/receipts/${number}/visibility`, { secret, visibility: 'hidden', showAmount: 'on' })
    t.match((await page(`/receipts/${number}`)).text, '12 000 ₸')
    const pdf = await page(`/receipts/${number}/pdf`, { secret })
    t.match(
      { type: pdf.headers['content-type'], start: pdf.bytes.toString('latin1', 0, 5) },
      { type: 'application/pdf', start: '%PDF-' },
    )
  },
)

t.test('a wrong secret gets a page that says so', async (t) => {
  for (const path of ['', '/pdf', '/visibility']) {
    const form = { secret: '0000', ...(path === '/visibility' && { visibility: 'full' }) }
    const { status, text } = await page(`/receipts/${number}${path}`, form, 'en')
    t.equal(status, 403, path)
    t.match(text, 'This is not the secret of this receipt')
  }
  t.equal((await page(`/receipts/${number}/visibility`, { secret, visibility: 'x' })).status, 422)
})
