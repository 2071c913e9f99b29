import t from 'tap'
import { authorize, capture, voided } from '../giving/authorization-stories.js'
import { giveInKind, giveOut } from '../giving/gift-stories.js'
import { decideOn, fundOfTwo } from '../spending/bound-stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, openDrive } from '../support/stories.js'
import { exported, sign, unpacked, verified } from './stories.js'

t.test('a kit with goods and with payments in two steps is verified too', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const number = await openDrive(adal, fund.first, fund.bin, { channels: ['transfer', 'qr', 'in-kind'] })
  await give(adal, fund.first, number, donation(1_000))
  const taken = await authorize(adal, fund.first, number, 300)
  await capture(adal, fund.first, taken.body.id, 200)
  await voided(adal, fund.first, (await authorize(adal, fund.first, number, 50)).body.id)
  const { donation: gift } = (await giveInKind(adal, fund.first, number, 500)).body
  await giveOut(adal, fund.first, gift, '2.50')
  const held = await giveOut(adal, fund.first, gift, '5', { category: 'vehicles' })
  t.equal((await decideOn(adal, fund.second, held)).status, 201)
  await sign(adal)
  const auditor = await adal.signInAs('auditor')
  const kit = await unpacked((await exported(adal, auditor, fund, 'kit')).bytes)
  const { code, said } = await verified(t, kit, adal.opened.signers(fund.bin).verifierKey)
  t.equal(code, 0, said)
  t.match(said, /3 donations, 2 disbursements, 0 refunds, as the log committed to them/)
  t.match(kit.get('disbursements.csv'), new RegExp(`,in-kind,${gift},2\\.5\\b`))
})
