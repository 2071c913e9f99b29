import type { Line } from './lines.js'
import type { Story } from './story.js'

const id = '01890000-0000-7000-8000-000000000000'

/** Places in lists that no page has told. */
export function wrongPlaces({ by, bin }: Story): Line[] {
  const asked = (what: string, list: string, after: string): Line => ({
    ...{
      what,
      method: 'GET',
      path: `/v1/ledgers/${bin}/${list}${encodeURIComponent(after)}`,
      call: { as: by },
    },
    ...{ status: 422, type: 'invalid-request', pointer: '/query/after' },
  })
  const entries = (what: string, after: string) => asked(what, 'entries?account=assets:bank&after=', after)
  return [
    entries('entries after a day that no calendar has', `9999-99-99~${id}~1`),
    entries('entries after a transaction that cannot be', `2026-03-15~${'-'.repeat(36)}~1`),
    entries('entries after a leg that cannot be', `2026-03-15~${id}~99999`),
    asked('lines after a statement that cannot be', 'statement-lines?after=', `${'a'.repeat(36)}~1`),
    asked('lines after a line that cannot be', 'statement-lines?after=', `${id}~9999999999`),
  ]
}
