import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { type Day, dayOf } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { keepOnAccount } from '../ledger/posting.js'
import { notConfirmed } from '../organizations/problems.js'
import { changeDrive } from './changes.js'
import { unconfirmed } from './collectors.js'
import type { Opening } from './contract.js'
import { decideOpening } from './decisions.js'
import { judgeDrive, keepJudgement, refusalOf, remarksOn } from './judging.js'
import { accountNotConfirmed, hostHasNotAccepted } from './problems.js'
import { factsOf } from './queries.js'
import type { Registered } from './registration.js'
import { takeStep } from './steps.js'
import { accountPlace, type Collection, updateCollection } from './store.js'

/** Opens a planned drive, judged again for the day of opening; a refusal by the law is kept, and the drive stays planned. */
export const open = (house: House, by: By, number: string, input: Opening): Promise<Registered | Refusal> =>
  changeDrive(
    house,
    by,
    'collection.open',
    number,
    async ({ tx, now, say, row }): Promise<Registered | Refusal> => {
      const today = dayOf(now)
      const openedOn = input.openedOn ?? today
      const iban = accountOf(house, row)
      const refusal = decideOpening(row, openedOn, today) ?? (await whoIsNotReady(tx, row, iban))
      if (refusal !== undefined) return refusal
      const judgement = await judgeDrive(tx, house, 'open', await factsOf(tx, row, openedOn))
      if (isRefusal(judgement)) return judgement
      await keepJudgement(tx, row.id, judgement, now)
      say(remarksOn(judgement))
      const byLaw = refusalOf(row.number, judgement)
      if (byLaw !== undefined) return byLaw
      await openOn(tx, row, openedOn, by.actor.id, now)
      if (iban !== null) await keepOnAccount(tx, { ...row, currency: 'KZT' }, iban)
      return {
        number: row.number,
        status: 'open',
        evaluation: judgement.evaluation,
        shadow: judgement.shadow,
      }
    },
  )

/** The organization's account that the drive states; a private collector's own stays sealed. */
const accountOf = ({ sealer }: House, { accountKind, accountSealed }: Collection): string | null =>
  accountKind === 'organization' && accountSealed !== null ? sealer.open(accountSealed, accountPlace) : null

async function whoIsNotReady(
  tx: Transaction,
  row: Collection,
  iban: string | null,
): Promise<Refusal | undefined> {
  if (row.hostId !== null && row.hostAcceptedOn === null) return hostHasNotAccepted()
  const missing = await unconfirmed(tx, row.hostId ?? row.organizationId, iban)
  if (missing === 'organization') return notConfirmed()
  return missing === 'account' ? accountNotConfirmed() : undefined
}

async function openOn(
  tx: Transaction,
  row: Collection,
  openedOn: Day,
  actorId: string,
  now: Date,
): Promise<void> {
  await updateCollection(tx, row.id, { status: 'open', openedOn })
  await takeStep(tx, row, { status: 'open', heldOn: openedOn }, actorId, now)
}
