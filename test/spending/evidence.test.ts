import t from 'tap'
import { upload, uploaded } from '../documents/stories.js'
import { fundedDrive, pay } from '../giving/stories.js'
import { startAdal } from '../support/app.js'

t.test('a payment cites documents of its organization, and the log names them by their hashes', async (t) => {
  const adal = await startAdal(t)
  const { session, number, bin } = await fundedDrive(adal)
  const invoice = (await upload(adal, session, { type: 'text/plain', content: 'invoice' }, bin)).body
  const act = (await upload(adal, session, { type: 'text/plain', content: 'act' }, bin)).body
  const foreign = await uploaded(adal, await adal.signUp())
  t.match(await pay(adal, session, number, 100, { evidence: [invoice.id, foreign] }), {
    status: 422,
    body: { errors: [{ pointer: '/evidence/1' }] },
  })
  const paid = await pay(adal, session, number, 100, { evidence: [invoice.id, act.id] })
  t.equal(paid.status, 201)
  const hashes = [invoice.sha256, act.sha256]
  const [entry] = await adal.owner<{ leaf: string }[]>`
    SELECT leaf FROM audit_entries WHERE log = ${bin} AND action = 'disbursement.pay'`
  t.strictSame(JSON.parse(entry?.leaf ?? '').facts.evidence, hashes)
  const [row] = await adal.owner<{ evidence: string[] }[]>`
    SELECT evidence FROM disbursements WHERE id = ${paid.body.disbursement}`
  t.strictSame(row?.evidence, hashes)
})
