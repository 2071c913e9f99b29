import t from 'tap'
import { joined } from '../organizations/stories.js'
import { imported, statementLine, statementOf } from '../statements/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, ibans, openDrive, tenge } from '../support/stories.js'
import { somebody } from './people.js'

t.test(
  'a box at the market: sealed, opened before witnesses, counted, and brought to the bank',
  async (t) => {
    const adal = await startAdal(t, { now: '2026-03-05T06:00:00Z' })
    const [iban] = ibans
    const { session, bin } = await confirmedCharity(adal)
    const director = somebody(adal, session)
    const as = await joined(adal, { bin, by: session }, 'treasurer')
    const anAuditor = somebody(adal, await adal.signInAs('auditor'))
    const donor = somebody(adal)
    const number = await openDrive(adal, session, bin, { account: iban, channels: ['transfer', 'box'] })
    const standing = { serial: 'A-17', place: 'Орал, базар', setUpOn: '2026-03-02', sealedOn: '2026-03-02' }
    const { items } = await director.succeeds(`/v1/collections/${number}/boxes`, { boxes: [standing] })
    const box = items[0].number

    // Айгүл reads the number on the box, and asks before she gives.
    t.equal(await donor.asksAbout(box), 'verified')

    // On the tenth it is opened: two people count, and the treasurer writes it down the same evening.
    adal.clock.set('2026-03-10T12:00:00Z')
    const treasurer = await somebody(adal, as).signsInAgain()
    const protocols = `/v1/collections/${number}/boxes/${box}/openings`
    const opening = await treasurer.succeeds(protocols, {
      openedAt: '2026-03-10T09:00:00Z',
      present: ['Айгүл Смағұлова', 'Ерлан Қалиев'],
      ...{ seal: { number: '000117', state: 'intact' }, newSeal: '000118' },
      counted: tenge(84_250),
      denominations: [
        { tenge: 10_000, count: 8 },
        { tenge: 2_000, count: 2 },
        { tenge: 50, count: 5 },
      ],
    })
    const books = () => ledgerTable(adal, treasurer.session, bin)
    t.equal(
      await books(),
      table(`
      account         debit  credit
      assets:boxes   84 250       0
      fund 1:raised       0  84 250
      -----------------------------
      KZT            84 250  84 250`),
      'counted, and not in the bank yet',
    )

    // Two days later it is paid in; the bank's statement says so.
    adal.clock.set('2026-03-15T06:00:00Z')
    const banking = await treasurer.signsInAgain()
    const paidIn = { from: 'boxes', to: iban, amount: tenge(84_250), movedOn: '2026-03-12' }
    await banking.succeeds(`/v1/ledgers/${bin}/own-transfers`, paidIn)
    const line = statementLine(1, 84_250, {
      from: { binOrIin: bin },
      purpose: `Жәшіктен ${number}`,
      bookedOn: '2026-03-12',
    })
    t.match(await imported(adal, banking.session ?? as, bin, statementOf([line])), {
      linked: 1,
      posted: 0,
      unmatched: 0,
    })
    t.equal(
      await ledgerTable(adal, banking.session, bin),
      table(`
      account                             debit   credit
      assets:bank:KZ60999KZT0000000001   84 250        0
      assets:boxes                       84 250   84 250
      fund 1:raised                           0   84 250
      --------------------------------------------------
      KZT                               168 500  168 500`),
    )
    const undone = await banking.does(`/v1/transactions/${opening.transaction}/reversal`, {
      reason: 'To hide it.',
    })
    t.equal(undone.status, 422, 'what left the box is in the books for good')

    // Айгүл asks again, and reads what became of it; an auditor reads who was there.
    const { subjects } = await donor.succeeds('/v1/verifications', { subject: box })
    t.match(subjects, [{ box: { openings: 1, lastOpenedOn: '2026-03-10', sealBroken: false } }])
    t.match(await donor.sees(`/v1/register/collections/${number}`), {
      raised: tenge(84_250),
      purposeBound: { boxes: { count: 1, sum: tenge(84_250), brokenSeals: 0 } },
    })
    const auditor = await anAuditor.signsInAgain()
    t.match((await auditor.sees(protocols)).items, [{ present: ['Айгүл Смағұлова', 'Ерлан Қалиев'] }])
  },
)
