import type { House } from '../audit/house.js'
import { boxByNumber } from '../collections/queries.js'
import { notAllowed, notFound } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { toMoneyView } from '../kernel/money.js'
import { type PageQuery, toPage } from '../kernel/pages.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { driveForBooks } from './books.js'
import type { BoxProtocol } from './box-contract.js'
import { openPresent } from './box-openings.js'
import { noSuchBox } from './box-problems.js'
import { type KeptProtocol, protocolsOf } from './box-store.js'
import { mayKeepBooks } from './decisions.js'

/** The protocols of a box with who was there, for the drive's own people and auditors; that they looked is written down. */
export async function protocolPage(
  house: House,
  actor: Actor,
  { number, box }: { readonly number: string; readonly box: string },
  { limit, after }: PageQuery,
): Promise<{ items: BoxProtocol[]; next: string | null } | Refusal> {
  const drive = await driveForBooks(house.read, number)
  if (drive === undefined) return notFound()
  if (!mayKeepBooks(actor, drive) && !hasRole(actor, 'auditor')) return notAllowed()
  const found = await boxByNumber(house.read, box)
  if (found === undefined || found.collection.id !== drive.id) return noSuchBox()
  const looking = { actor, action: 'box-protocol.look', log: 'internal', subject: `box:${found.box.number}` }
  const looked = await house.door.act(looking, async () => ({}))
  if (isRefusal(looked)) return looked
  const rows = await protocolsOf(house.read, found.box.id, { after, limit: limit + 1 })
  return toPage(
    rows,
    limit,
    ({ opening }) => opening,
    (row) => viewOf(house, found.box.number, row),
  )
}

function viewOf(
  { sealer }: House,
  box: string,
  { sum, seal, isBroken, sealed, ...row }: KeptProtocol,
): BoxProtocol {
  return {
    ...row,
    box,
    counted: toMoneyView(BigInt(sum)),
    seal: { number: seal, state: isBroken ? 'broken' : 'intact' },
    present: openPresent(sealer, sealed),
  }
}
