import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadPresets } from '../../src/statements/presets.js'
import { send } from '../documents/stories.js'
import { problemOf } from '../giving/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { temporaryFolder } from '../support/folder.js'
import { confirmedCharity, iins, openDrive } from '../support/stories.js'
import { kaspiRows } from './kaspi.js'
import { mappingOf } from './tables.js'
import { statementForm } from './uploads.js'
import { writeXlsx } from './workbooks.js'

const [kaspi] = loadPresets('data')

const upload = (adal: Adal, as: Session, fields: Record<string, string>, content: Buffer) =>
  send(adal, as, statementForm(fields, content), { url: '/v1/statements' })

t.test('the treasurer brings the workbook of her bank, and the gifts in it are in the books', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const payments = [
    {
      at: '12.03.2026 23:11:36',
      credit: 1_234.56,
      who: `Сәрсенова Айгүл\nИИН/БИН ${iins[0]}`,
      purpose: `На ${number}`,
    },
    {
      at: '10.03.2026 09:00:00',
      credit: 500,
      who: '=HYPERLINK("http://example.org")',
      purpose: '@SUM(A1:A9)',
    },
    { at: '09.03.2026 21:40:05', debit: 300, who: 'ТОО "Альфа"', purpose: 'Кирпич' },
  ]
  const workbook = async (closing: number) =>
    readFileSync(
      await writeXlsx(join(temporaryFolder(t), 'kaspi.xlsx'), {
        rows: kaspiRows({ opening: 1_000, closing, payments }),
      }),
    )
  const fields = { ledger: bin, mapping: kaspi!.id }

  const short = await upload(adal, session, fields, await workbook(2_434.55))
  t.equal(problemOf(short), '422 statement-wrong')
  t.match(short.body.errors, [{ line: 9, detail: /does not foot/ }])

  const whole = await workbook(2_434.56)
  t.match((await upload(adal, session, { ledger: bin }, whole)).body.errors, [
    { pointer: '/mapping', detail: /give the field mapping/ },
  ])
  const unknown = { ...fields, mapping: '01997a10-0000-7000-8000-00000000ffff' }
  t.match((await upload(adal, session, unknown, whole)).body.errors, [
    { pointer: '/mapping', line: undefined },
  ])

  const taken = await upload(adal, session, fields, whole)
  t.equal(taken.status, 201, JSON.stringify(taken.body))
  t.match(taken.body, {
    format: 'xlsx',
    credits: '173456',
    debits: '30000',
    posted: 1,
    unmatched: 2,
    lines: 3,
  })
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/statement-lines?`, { as: session })
  t.match(body.items, [
    {
      line: 13,
      status: 'posted',
      bookedOn: '2026-03-12',
      counterparty: { binOrIin: iins[0] },
      collection: number,
    },
    { line: 14, counterparty: { name: '=HYPERLINK("http://example.org")' }, purpose: '@SUM(A1:A9)' },
    { line: 15, side: 'debit', amount: { amount: '30000' } },
  ])
})

t.test('a table is read by the mapping of its own ledger, and of no other', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const table = mappingOf({ account: { label: ['Account'] } })
  const saved = await adal.call('POST', `/v1/ledgers/${bin}/statement-mappings`, {
    as: session,
    body: { name: 'Our bank', table },
  })
  const file = Buffer.from(
    [
      'Account: KZ60999KZT0000000001',
      'Date;Credit;Debit;Purpose',
      '02.03.2026;10,00;;Gift',
      'Closing: 10,00',
    ].join('\n'),
  )
  const taken = await upload(adal, session, { ledger: bin, mapping: saved.body.id }, file)
  t.match(taken.body, { format: 'csv', lines: 1, unmatched: 1, closing: '1000' })
  const bad = Buffer.from(file.toString().replace('10,00;;', 'ten;;'))
  const refused = await upload(adal, session, { ledger: bin, mapping: saved.body.id }, bad)
  t.match(refused.body.errors, [{ line: 3, pointer: '/Credit', detail: /An amount/ }])

  const other = await confirmedCharity(adal, '150640000112', 'KZ33999KZT0000000002')
  const borrowed = await upload(adal, other.session, { ledger: other.bin, mapping: saved.body.id }, file)
  t.match(borrowed.body.errors, [{ pointer: '/mapping' }])
})
