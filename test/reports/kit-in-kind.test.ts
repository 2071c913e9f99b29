import t from 'tap'
import { authorize, capture, voided } from '../giving/authorization-stories.js'
import { giveInKind, giveOut } from '../giving/gift-stories.js'
import { payout } from '../giving/payout-stories.js'
import { decideOn, fundOfTwo } from '../spending/bound-stories.js'
import { askForTransfer } from '../spending/transfer-stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, openDrive } from '../support/stories.js'
import { exported, sign, signedAnew, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const fund = await fundOfTwo(adal)
const channels = ['transfer', 'qr', 'in-kind']
const number = await openDrive(adal, fund.first, fund.bin, { channels })
await give(adal, fund.first, number, donation(1_000))
const taken = await authorize(adal, fund.first, number, 300)
await capture(adal, fund.first, taken.body.id, 200)
await voided(adal, fund.first, (await authorize(adal, fund.first, number, 50)).body.id)
await authorize(adal, fund.first, number, 70)
await give(adal, fund.first, number, donation(90, { channel: 'qr', settlement: 'in-transit' }))
await payout(adal, fund.first, fund.bin, [90, 2], { reference: 'PAYOUT (1), "x"' })
const { donation: gift } = (await giveInKind(adal, fund.first, number, 500)).body
await giveOut(adal, fund.first, gift, '2.50')
const held = await giveOut(adal, fund.first, gift, '5', { category: 'vehicles' })
await decideOn(adal, fund.second, held)
await giveOut(adal, fund.first, gift, '0.125', { category: 'vehicles' })
const other = await openDrive(adal, fund.first, fund.bin)
await askForTransfer(adal, fund.first, number, other, 40)
await sign(adal)
const signer = adal.opened.signers(fund.bin)
const auditor = await adal.signInAs('auditor')
const kit = await unpacked((await exported(adal, auditor, fund, 'kit')).bytes)

t.test(
  'a kit with goods, promises and what others decide of is verified, and no row is left out',
  async (t) => {
    const { code, said } = await verified(t, kit, signer.verifierKey)
    t.equal(code, 0, said)
    t.match(said, /4 donations, 2 disbursements, 0 refunds, as the log committed to them/)
    t.match(kit.get('disbursements.csv'), new RegExp(`,in-kind,${gift},2\\.5\\b`))
    t.notMatch(said, /not part of a kit/)
  },
)

const lies: readonly { what: string; file: string; old: string | RegExp; by: string; named: RegExp }[] = [
  {
    what: 'more goods than were given',
    ...{ file: 'gifts-in-kind.csv', old: /(\d)\.000,/, by: '$1.001,' },
    named: /gifts-in-kind\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'goods that are gone',
    ...{ file: 'gifts-in-kind.csv', old: /\r\n.+/, by: '' },
    named: /gifts-in-kind\.csv: lacks/,
  },
  {
    what: 'another sum that was authorized',
    ...{ file: 'authorizations.csv', old: ',70.00,', by: ',71.00,' },
    named: /authorizations\.csv, line 4: the row is not what the log committed to/,
  },
  {
    what: 'another reason why it was given up',
    ...{
      file: 'authorizations.csv',
      old: /,([^,]+),(person:[^,]+,[^,\r]+\r\n)(?=[^\r]*,70\.00)/,
      by: ',other,$2',
    },
    named: /authorizations\.csv, line 3: the row is not what the log committed to/,
  },
  {
    what: 'another day of a decision',
    ...{ file: 'held-payments.csv', old: /,approved,([^,]+),\d{4}/, by: ',approved,$1,2025' },
    named: /held-payments\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'another who is paid',
    ...{ file: 'held-payments.csv', old: /=,,([0-9a-f])/, by: '=,,0$1' },
    named: /held-payments\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'another transfer that is asked for',
    ...{ file: 'fund-transfers.csv', old: ',40.00,', by: ',4.00,' },
    named: /fund-transfers\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'another fee of a payout',
    ...{ file: 'payouts.csv', old: ',2.00,', by: ',3.00,' },
    named: /payouts\.csv, line 2: the row is not what the log committed to/,
  },
  {
    what: 'another donation in a payout',
    ...{ file: 'payout-donations.csv', old: ',90.00', by: ',91.00' },
    named: /payouts\.csv, line 2: is not the sum of its donations/,
  },
]

t.test('who holds the key and signs the list anew changes nothing of them unnoticed', async (t) => {
  await Promise.all(
    lies.map(async ({ what, file, old, by, named }) => {
      const text = kit.get(file) ?? ''
      t.match(text, old, what)
      const forged = new Map(kit).set(file, text.replace(old, by))
      const { code, said } = await verified(t, signedAnew(forged, signer), signer.verifierKey)
      t.equal(code, 1, what)
      t.match(said, named, what)
    }),
  )
})

t.test('each digit of them counts', async (t) => {
  for (const name of [
    'gifts-in-kind',
    'authorizations',
    'held-payments',
    'fund-transfers',
    'payouts',
    'payout-donations',
  ]) {
    const text = kit.get(`${name}.csv`) ?? ''
    const places = [...text.matchAll(/\d/g)].map(({ index }) => index)
    const some = places.filter((_, i) => i % Math.ceil(places.length / 5) === 2)
    await Promise.all(
      some.map(async (place) => {
        const other = text.slice(0, place) + ((Number(text[place]) + 1) % 10) + text.slice(place + 1)
        const forged = signedAnew(new Map(kit).set(`${name}.csv`, other), signer)
        const { code } = await verified(t, forged, signer.verifierKey)
        t.equal(code, 1, `${name}: ${text.slice(place - 20, place + 20)}`)
      }),
    )
  }
})
