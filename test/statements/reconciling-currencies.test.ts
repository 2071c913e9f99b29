import t from 'tap'
import { fridaysRates } from '../exchange/stories.js'
import { convert, onSunday, sum } from '../giving/currency-stories.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, ibans, openDrive } from '../support/stories.js'
import { imported, statementLine, statementOf } from './stories.js'

t.test(
  'an account in dollars is held against the dollars of the books, and each currency foots',
  async (t) => {
    const adal = await startAdal(t)
    const { session, registrar, bin } = await confirmedCharity(adal)
    await fridaysRates(adal, registrar)
    const [kzt, usd] = ibans as [string, string]
    const accounts = `/v1/organizations/${bin}/accounts`
    await adal.call('POST', accounts, { as: session, body: { iban: usd } })
    await adal.call('POST', `${accounts}/${usd}/confirm`, { as: registrar, body: { reasons: 'Confirmed.' } })
    const number = await openDrive(adal, session, bin, { announced: sum(2_000, 'KZT') })
    await give(adal, session, number, donation(1_000, { reference: 'A-1' }))
    await give(adal, session, number, onSunday(100, { reference: 'A-2' }))
    const sold = await convert(adal, session, number, sum(30), sum(13_500, 'KZT'))
    t.equal(sold.status, 201, JSON.stringify(sold.body))
    const of = (account: string, currency: string, lines: Parameters<typeof statementOf>[0], opening = 0) => {
      const read = statementOf(lines, opening)
      const statement = { ...read.statement, account, to: '2026-03-15', currency: currency as 'KZT' }
      return imported(adal, session, bin, { ...read, statement })
    }
    const sunday = { bookedOn: '2026-03-15' }
    const inTenge = await of(kzt, 'KZT', [
      statementLine(1, 1_000, { reference: 'A-1' }),
      statementLine(2, 13_500, sunday),
    ])
    const inDollars = await of(
      usd,
      'USD',
      [
        statementLine(1, 100, { reference: 'A-2', ...sunday }),
        statementLine(2, -30, sunday),
        statementLine(3, -2, { ...sunday, purpose: 'Комиссия' }),
      ],
      50,
    )
    t.match([inTenge.linked, inDollars.linked], [1, 1])
    const reconciled = async (more = '') => {
      const path = `/v1/ledgers/${bin}/reconciliation?from=2026-03-01&to=2026-03-15${more}`
      return adal.call('GET', path, { as: session })
    }
    const dollars = [
      { what: 'opening-difference', count: 1, amount: '5000' },
      { what: 'entries-without-line-out', count: 1, amount: '3000' },
      { what: 'lines-unmatched-out', count: 2, amount: '-3200' },
    ]
    const before = await reconciled('&currency=USD')
    t.strictSame([before.status, before.body.explained, before.body.unexplained], [200, dollars, '0'])
    t.match(before.body, {
      ...{ currency: 'USD', announced: [] },
      ...{ bank: { opening: '5000', closing: '11800' }, books: { opening: '0', closing: '7000' } },
    })
    for (const [{ id }, line] of [
      [inTenge, 2],
      [inDollars, 2],
    ]) {
      const path = `/v1/ledgers/${bin}/statements/${id}/lines/${line}/decisions`
      const body = { decision: 'link', transaction: sold.body.conversion ?? sold.body.transaction }
      t.equal(
        (await adal.call('POST', path, { as: session, body })).status,
        201,
        'either end of the conversion',
      )
    }
    const after = (await reconciled('&currency=USD')).body
    t.strictSame(
      [after.explained, after.unexplained],
      [[dollars[0], { what: 'lines-unmatched-out', count: 1, amount: '-200' }], '0'],
    )
    t.match((await reconciled(`&account=${usd}`)).body, {
      ...{ account: usd, currency: 'USD', bank: { closing: '11800' }, unexplained: '0' },
    })
    const tenge = (await reconciled()).body
    t.strictSame(
      [tenge.currency, tenge.explained, tenge.unexplained, tenge.announced.length],
      ['KZT', [], '0', 1],
    )
    t.match((await reconciled('&currency=EUR')).body, {
      ...{ bank: { closing: '0' }, books: { closing: '0' }, explained: [], unexplained: '0' },
    })
    t.match(await reconciled('&currency=CHF'), {
      status: 422,
      body: { errors: [{ pointer: '/query/currency' }] },
    })
    await sign(adal)
    const kit = await unpacked((await exported(adal, session, { bin }, 'kit')).bytes)
    const { code, said } = await verified(t, kit, adal.opened.signers(bin).verifierKey)
    t.equal(code, 0, said)
  },
)
