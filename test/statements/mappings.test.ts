import t from 'tap'
import { loadPresets } from '../../src/statements/presets.js'
import { startAdal } from '../support/app.js'
import { bins, confirmedCharity, ibans } from '../support/stories.js'
import { mappingOf } from './tables.js'

const presets = loadPresets('data')

t.test(
  'a mapping is saved, corrected by a next version, and read by whoever may see the books',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin, registrar } = await confirmedCharity(adal)
    const path = `/v1/ledgers/${bin}/statement-mappings`
    const mappings = async (query = '') => (await adal.call('GET', `${path}?${query}`, { as: session })).body
    const table = mappingOf()
    const save = (body: object, as = session) => adal.call('POST', path, { as, body })

    const first = await save({ name: ' Our bank ', table })
    t.equal(first.status, 201, JSON.stringify(first.body))
    t.match(first.body, { ledger: bin, name: 'Our bank', version: 1, layout: null, note: null, table })
    const second = await save({
      name: 'Our bank',
      table: { ...table, closing: { label: ['Balance', 'Қалдық'] } },
    })
    t.match(second.body, { version: 2, table: { closing: { label: ['Balance', 'Қалдық'] } } })
    await save({ name: 'Their bank', table })

    const { items } = await mappings()
    t.strictSame(
      items.map(({ name, version, layout }: Record<string, unknown>) => [name, version, layout]),
      [...presets.map(({ name }) => [name, 1, 'unverified']), ['Our bank', 2, null], ['Their bank', 1, null]],
    )
    const page = await mappings('limit=3')
    t.strictSame((await mappings(`limit=3&after=${page.next}`)).items, items.slice(3))
    const one = (id: string, as = session) => adal.call('GET', `${path}/${id}`, { as })
    t.strictSame((await one(first.body.id)).body, first.body, 'the first version stays as it was')
    await t.rejects(adal.behindTheBack('UPDATE statement_mappings SET version = 3'), /append-only/)
    t.match((await one(presets[0]!.id)).body, { ledger: null, layout: 'unverified', note: { kk: /\S/ } })
    t.equal((await one('01997a10-0000-7000-8000-00000000ffff')).status, 404)

    t.equal((await save({ name: 'Mine', table }, registrar)).status, 403)
    t.equal((await one(first.body.id, registrar)).status, 403)
    t.equal((await adal.call('GET', path, { as: registrar })).status, 403)
    const other = `/v1/ledgers/${bins[1]}/statement-mappings`
    t.equal((await adal.call('POST', other, { as: session, body: { name: 'Mine', table } })).status, 403)
  },
)

t.test('a mapping that cannot be meant is refused, with the field', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const table = mappingOf()
  for (const [body, pointer] of [
    [{ table }, '/name'],
    [{ name: ' ', table }, '/name'],
    [{ name: 'B', table: { ...table, dateFormat: 'DD.MM' } }, '/table/dateFormat'],
    [{ name: 'B', table: { ...table, thousands: ',' } }, '/table/thousands'],
    [{ name: 'B', table: { ...table, columns: { purpose: ['P'] } } }, '/table/columns/bookedOn'],
    [{ name: 'B', table: { ...table, columns: { ...table.columns, sum: ['P'] } } }, '/table/columns/sum'],
    [{ name: 'B', table: { ...table, columns: { ...table.columns, knp: [] } } }, '/table/columns/knp'],
    [{ name: 'B', table: { ...table, amounts: { kind: 'signed' } } }, '/table/amounts/amount'],
    [{ name: 'B', table: { ...table, amounts: { kind: 'other' } } }, '/table/amounts/kind'],
    [{ name: 'B', table: { ...table, account: { value: `${ibans[0]}1` } } }, '/table/account/value'],
    [{ name: 'B', table: { ...table, opening: { value: '1.5' } } }, '/table/opening/value'],
    [{ name: 'B', table: { ...table, file: { format: 'xls' } } }, '/table/file/format'],
    [{ name: 'B', table: { ...table, file: { ...table.file, encoding: 'koi8-r' } } }, '/table/file/encoding'],
  ] as const) {
    const answer = await adal.call('POST', `/v1/ledgers/${bin}/statement-mappings`, { as: session, body })
    t.equal(answer.status, 422, pointer)
    t.match(answer.body.errors, [{ pointer, detail: /\S/ }])
  }
})
