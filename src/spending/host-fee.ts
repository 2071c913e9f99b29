import type { By, House } from '../audit/house.js'
import { inLedgerOf } from '../giving/books.js'
import { lockFree } from '../giving/free-money.js'
import { dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import { fundAccounts, hostFees, post } from '../ledger/posting.js'
import { fundTotals } from '../ledger/queries.js'
import { decideHostFee } from './host-fee-decisions.js'
import type { HostFee } from './purpose-contract.js'

const kzt = 'KZT'

/**
 * The host takes what it is due of what has been raised so far: a cost of the fund, and the host's own income. No money moves
 * between banks, for the fund is in the host's books.
 */
export const chargeHostFee = (house: House, by: By, number: string): Promise<HostFee | Refusal> =>
  inLedgerOf<HostFee>(house, by, number, 'host-fee.charge', async ({ tx, now, say, drive }) => {
    const fund = await lockFree(tx, drive, dayOf(now))
    const { raisedTiyn, hostFeeTiyn } = await fundTotals(tx, drive.ledger, drive.id, dayOf(now))
    const costs = fund.costs + fund.reservedCosts
    const decided = decideHostFee(drive, {
      ...{ raised: raisedTiyn, charged: hostFeeTiyn, costs, available: fund.available },
    })
    if ('refused' in decided) return decided
    const { due: amount, percent } = decided
    const id = uuidv7(now)
    const legs = [
      { account: fundAccounts(drive.id).hostFee, side: 'D', amount },
      { account: hostFees, side: 'C', amount },
    ] as const
    const about = { ledger: drive.ledger, id, kind: 'host-fee', fund: drive.id, currency: kzt }
    await post(tx, { ...about, effectiveOn: dayOf(now), legs }, now)
    say({ facts: { transaction: id, amount, percent, raised: raisedTiyn } })
    return {
      ...{ transaction: id, amount: toMoneyView(amount), percent },
      charged: toMoneyView(hostFeeTiyn + amount),
      available: toMoneyView(fund.available - amount),
    }
  })
