import t from 'tap'
import { file as apply, flood, planned } from '../approvals/stories.js'
import { confirmed, joined } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { read, upload, uploaded } from './stories.js'

const adal = await startAdal(t)
const story = await flood(adal)
const { fund } = story
const registrar = await adal.signInAs('registrar')
const auditor = await adal.signInAs('auditor')
const stranger = await adal.signUp()
const colleague = await joined(adal, fund, 'member')

type Reader = Parameters<typeof read>[1]
const statusFor = async (as: Reader, id: string) => (await read(adal, as, id)).status

t.test('a document is read by its uploader, its organization and auditors, and by nobody else', async (t) => {
  const id = await uploaded(adal, fund.by, fund.bin)
  for (const reader of [fund.by, colleague, auditor]) t.equal(await statusFor(reader, id), 200)
  for (const reader of [undefined, stranger, registrar, story.akimat])
    t.equal(await statusFor(reader, id), 404)
  const own = await uploaded(adal, fund.by)
  t.equal(await statusFor(colleague, own), 404, 'what was uploaded for nobody else')
})

t.test('nobody uploads for an organization that is not theirs', async (t) => {
  const refused = await upload(adal, stranger, { type: 'text/plain', content: 'x' }, fund.bin)
  t.match(refused, { status: 422, body: { errors: [{ pointer: '/query/organization' }] } })
})

t.test('an application puts its documents before those who decide on it', async (t) => {
  const [charter, report, plan] = [
    await uploaded(adal, fund.by, fund.bin),
    await uploaded(adal, fund.by, fund.bin),
    await uploaded(adal, colleague, fund.bin),
  ]
  const accreditation = (documents: string[]) =>
    adal.call('POST', `/v1/organizations/${fund.bin}/accreditation-applications`, {
      ...{ as: fund.by, body: { documents } },
    })
  const foreign = await uploaded(adal, stranger)
  t.match(await accreditation([charter, foreign]), {
    status: 422,
    body: { errors: [{ pointer: '/documents/1' }] },
  })
  t.equal((await accreditation([charter])).status, 201)
  t.equal(await statusFor(registrar, charter), 200)
  t.equal(await statusFor(registrar, report), 404, 'what was not cited')
  t.equal(await statusFor(story.akimat, charter), 404, 'what was put before the registrar')

  const number = await planned(adal, story)
  t.match(await apply(adal, fund.by, story.emergency, number, [foreign]), {
    ...{ status: 422, body: { errors: [{ pointer: '/documents/0' }] } },
  })
  t.equal((await apply(adal, fund.by, story.emergency, number, [report, plan])).status, 201)
  for (const id of [report, plan]) t.equal(await statusFor(story.akimat, id), 200)
  const elsewhere = await adal.signInAs('akimat', { region: '150000000' })
  t.equal(await statusFor(elsewhere, report), 404, 'an official of another place')
})

t.test('a document is private until it is published, which is in the public log', async (t) => {
  const id = await uploaded(adal, colleague, fund.bin)
  const publish = (as: typeof stranger) => adal.call('POST', `/v1/documents/${id}/publish`, { as })
  t.equal((await publish(stranger)).status, 404)
  t.equal((await publish(colleague)).status, 403, 'a member alone may not')
  t.equal((await publish(auditor)).status, 403)
  t.equal(await statusFor(undefined, id), 404)
  const published = await publish(fund.by)
  t.equal(published.status, 201)
  t.equal(await statusFor(undefined, id), 200)
  t.match(await publish(fund.by), { status: 409, body: { type: '/problems/document-published' } })
  const [entry] = await adal.owner<{ leaf: string }[]>`
    SELECT leaf FROM audit_entries WHERE log = 'register' AND action = 'document.publish'`
  t.match(JSON.parse(entry?.leaf ?? ''), {
    subject: `document:${id}`,
    facts: { sha256: published.body.sha256 },
  })
  const claim = await confirmed(adal, registrar)
  t.equal(await statusFor(claim.by, id), 200)
})
