import t from 'tap'
import { z } from 'zod'
import { columns } from '../../src/comparison/csv-columns.js'
import { Facts } from '../../src/law/facts.js'
import { startAdal } from '../support/app.js'
import { iins } from '../support/stories.js'
import { asked, caseLine, compared, facts, see, upload } from './stories.js'

const adal = await startAdal(t)
const analyst = await adal.signInAs('analyst')
const csv = 'text/csv; charset=utf-8'
const header = 'id,facts.on,facts.collector.kind,facts.startsOn,facts.channels'
const row = (id: string, channels = 'transfer') => `${id},2026-03-15,individual,2026-03-01,${channels}`
const kept = async () =>
  (await adal.owner<{ cases: number }[]>`SELECT count(*)::int AS cases FROM comparison_cases`)[0]?.cases

type Sent = string | Buffer

async function send(body: Sent, type = 'application/x-ndjson') {
  const headers = { authorization: `Bearer ${analyst.token}`, 'content-type': type, 'accept-language': 'en' }
  const answer = await adal.app.inject({
    method: 'POST',
    url: '/v1/comparisons/uploads',
    headers,
    payload: body,
  })
  return { status: answer.statusCode, body: answer.json() }
}

const bad: [what: string, body: Sent, type: string, line: number, pointer: string, detail: RegExp][] = [
  ['nothing', '', 'application/x-ndjson', 1, '', /holds no case/],
  ['CSV sent as NDJSON', `${header}\n${row('a')}`, 'application/x-ndjson', 1, '', /not JSON.*CSV/],
  ['a byte order mark', `\ufeff${caseLine('a')}`, 'application/x-ndjson', 1, '', /byte order mark/],
  ['lines that end with CRLF', `${caseLine('a')}\r\n${caseLine('b')}`, 'application/x-ndjson', 1, '', /CRLF/],
  ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a]), 'application/x-ndjson', 1, '', /UTF-8/],
  ['UTF-16', Buffer.from(caseLine('a'), 'utf16le'), 'application/x-ndjson', 1, '', /U\+0000/],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from(`${caseLine('a')}\n"`), Buffer.from([0xc3, 0x28])]),
    'application/x-ndjson',
    2,
    '',
    /UTF-8/,
  ],
  [
    'a text that ends within a character',
    Buffer.concat([Buffer.from(`${caseLine('a')}\n`), Buffer.from([0xd0])]),
    'application/x-ndjson',
    2,
    '',
    /UTF-8/,
  ],
  ['U+0000', `${caseLine('a')}\n\0`, 'application/x-ndjson', 2, '', /U\+0000/],
  [
    'U+0000 in an escape',
    `${caseLine('a')}\n${caseLine('b', {}, { purpose: 'a\0b' })}`,
    'application/x-ndjson',
    2,
    '/labels/purpose',
    /U\+0000/,
  ],
  ['a lone surrogate', caseLine('a\ud800'), 'application/x-ndjson', 1, '/id', /surrogate/],
  [
    'a line above 64 KiB',
    `${caseLine('a')}\n${caseLine('x'.repeat(70_000))}`,
    'application/x-ndjson',
    2,
    '',
    /64 KiB/,
  ],
  ['a line of Cyrillic above 64 KiB', caseLine('ж'.repeat(40_000)), 'application/x-ndjson', 1, '', /64 KiB/],
  ['broken JSON', `${caseLine('a')}\n{"id": `, 'application/x-ndjson', 2, '', /well-formed JSON/],
  ['no object', `${caseLine('a')}\n7`, 'application/x-ndjson', 2, '', /\S/],
  ['an id twice', `${caseLine('a')}\n\n${caseLine('a')}`, 'application/x-ndjson', 3, '/id', /already/],
  ['the IIN of a person as an id', caseLine(iins[0]), 'application/x-ndjson', 1, '/id', /IIN/],
  ['no id', JSON.stringify({ facts: facts() }), 'application/x-ndjson', 1, '/id', /required/],
  ['an unknown field', caseLine('a', { mood: 'good' }), 'application/x-ndjson', 1, '/facts/mood', /\S/],
  [
    'a label that is none',
    caseLine('a', {}, { fraud: 'perhaps' }),
    'application/x-ndjson',
    1,
    '/labels/fraud',
    /\S/,
  ],
  [
    'a day that is none',
    caseLine('a', { startsOn: '2026-02-30' }),
    'application/x-ndjson',
    1,
    '/facts/startsOn',
    /calendar/,
  ],
  [
    'lists in lists',
    `${caseLine('a')}\n${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    'application/x-ndjson',
    2,
    '/0'.repeat(33),
    /deep/,
  ],
  ['NDJSON sent as CSV', caseLine('a'), csv, 1, '', /NDJSON/],
  ['no CSV line', header, csv, 1, '', /holds no case/],
  ['an empty CSV', '', csv, 1, '', /holds no case/],
  ['an unknown column', `${header},facts.mood\n${row('a')},good`, csv, 1, '/facts/mood', /no such column/],
  [
    'a name of every object',
    `${header},constructor\n${row('a')},x`,
    csv,
    1,
    '/constructor',
    /no such column/,
  ],
  ['a column twice', `${header},id\n${row('a')},b`, csv, 1, '/id', /twice/],
  [
    'a missing column',
    'id,facts.on,facts.collector.kind,facts.startsOn\na,2026-03-15,individual,2026-03-01',
    csv,
    1,
    '/facts/channels',
    /required/,
  ],
  [
    'semicolons',
    `${header.replaceAll(',', ';')}\n${row('a').replaceAll(',', ';')}`,
    csv,
    1,
    /./.source,
    /commas/,
  ],
  ['a cell too many', `${header}\n${row('a')}\n${row('b')},x`, csv, 3, '', /number of columns/],
  ['quotes that are not closed', `${header}\n"${row('a')}`, csv, 2, '', /quotes/],
  ['an unknown channel', `${header}\n${row('a', 'transfer|pigeon')}`, csv, 2, '/facts/channels/1', /\S/],
  ['a CSV line above 64 KiB', `${header}\n${row('a', 'x'.repeat(70_000))}`, csv, 2, '', /64 KiB/],
  ['a flag that is none', `${header},facts.misuse\n${row('a')},maybe`, csv, 2, '/facts/misuse', /\S/],
  [
    'columns of a list that do not fit',
    `${header},facts.transfers.month,facts.transfers.senders\n${row('a')},2026-01|2026-02,3`,
    ...([csv, 2, '', /different numbers/] as const),
  ],
  ['U+0000 in CSV', `${header}\n${row('a\0')}`, csv, 2, '', /U\+0000/],
  [
    'CSV in windows-1251',
    Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xe6, 0xe6])]),
    csv,
    2,
    '',
    /UTF-8/,
  ],
]

for (const [what, body, type, line, pointer, detail] of bad)
  t.test(`a file with ${what} is refused with the line, and nothing of it stays`, async (t) => {
    const leaves = await adal.leaves()
    const answer = await send(body, type)
    const error = { line, ...(what === 'semicolons' ? {} : { pointer }), detail }
    t.match(answer, {
      status: 422,
      body: { type: '/problems/cases-file-wrong', total: Number, errors: [error] },
    })
    t.equal(answer.body.errors[0]?.line, line)
    t.equal(await kept(), 0)
    t.equal(await adal.leaves(), leaves)
  })

t.test('the first hundred errors are listed, and all are counted', async (t) => {
  const lines = Array.from({ length: 5_000 }, (_, i) => caseLine(`c${i}`, i % 2 === 0 ? { on: 'today' } : {}))
  const { status, body } = await send(lines.join('\n'))
  t.equal(status, 422)
  t.equal(body.errors.length, 100)
  t.equal(body.total, 2_500)
  t.match(body.errors.slice(0, 2), [
    { line: 1, pointer: '/facts/on' },
    { line: 3, pointer: '/facts/on' },
  ])
  t.equal(await kept(), 0)
  const told = async (language: 'kk' | 'ru') => {
    const headers = { 'content-type': 'application/x-ndjson' }
    const call = { as: analyst, body: lines[0], headers, language }
    return (await adal.call('POST', '/v1/comparisons/uploads', call)).body.errors[0].detail
  }
  t.not(await told('kk'), await told('ru'), 'in the language of the reader')
})

t.test('what is no file of cases is not taken', async (t) => {
  t.equal((await upload(adal, analyst, '{}', 'application/json')).status, 415)
  t.equal((await upload(adal, analyst, 'x', 'text/plain')).status, 415)
  t.equal((await adal.call('POST', '/v1/comparisons/uploads', { as: analyst })).status, 415)
})

t.test('the same cases as CSV and as NDJSON are the same cases', async (t) => {
  const lines = [
    caseLine(
      'a',
      { channels: ['transfer', 'box'], boxes: { numbered: true, sealed: false } },
      { purpose: 'food, drink', fraud: true },
    ),
    caseLine('b', {
      collector: { kind: 'individual' },
      transfers: [
        { month: '2026-01', senders: 120, received: '100' },
        { month: '2026-02', senders: 3, received: '7' },
      ],
    }),
  ]
  const table = [
    `\ufeff${header},facts.boxes.numbered,facts.boxes.sealed,facts.transfers.month,facts.transfers.senders,facts.transfers.received,labels.purpose,labels.fraud`,
    `${row('a', 'transfer|box')},true,false,,,,"food, drink",true`,
    `${row('b')},,,2026-01|2026-02,120|3,100|7,,`,
    '',
  ]
  const sent = [await send(lines.join('\n')), await send(table.join('\r\n'), csv)]
  for (const { status, body } of sent)
    t.match({ status, cases: body.cases }, { status: 201, cases: 2 }, JSON.stringify(body))
  const [one, two] = [
    await compared(adal, analyst, asked({ from: 'file', upload: sent[0]?.body.id })),
    await compared(adal, analyst, asked({ from: 'file', upload: sent[1]?.body.id })),
  ]
  t.equal(one.resultsHash, two.resultsHash)
  const cells = async (id: string) => (await see(adal, analyst, id, '/cases?limit=200')).body.items
  t.strictSame(await cells(one.id), await cells(two.id))
})

t.test('every fact has its column', async (t) => {
  type Schema = z.core.JSONSchema.BaseSchema
  const root: Schema = z.toJSONSchema(Facts, { io: 'input', unrepresentable: 'any' })
  const leaves: string[] = []
  const resolved = (schema: Schema): Schema => {
    const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? '')?.[1]
    return name === undefined ? schema : (root.$defs?.[name] as Schema)
  }
  const walk = (schema: Schema, path: string): void => {
    const forms = [schema, ...((schema.anyOf ?? []) as Schema[])].map(resolved)
    const form = forms.find(({ type }) => type === 'object' || type === 'array')
    const items = form?.items as Schema | undefined
    if (form?.properties !== undefined)
      for (const [name, part] of Object.entries(form.properties)) walk(part as Schema, `${path}.${name}`)
    else if (items?.type === 'object') walk(items, path)
    else leaves.push(path)
  }
  walk(root, 'facts')
  const named = Object.keys(columns).filter((name) => name.startsWith('facts.'))
  t.strictSame(named.sort(), leaves.sort())
})
