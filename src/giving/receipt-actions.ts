import { sql } from 'drizzle-orm'
import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { nameNotKept, secretWrong } from './problems.js'
import type { FullReceipt, ReceiptChoice } from './receipt-contract.js'
import { isSecretOf } from './receipt-secrets.js'
import { fullReceipt, type KeptReceipt, receiptByNumber } from './receipts.js'

/** The whole receipt, for whoever holds its secret. */
export async function receiptWithSecret(
  house: House,
  number: string,
  secret: string,
): Promise<KeptReceipt | Refusal> {
  const receipt = await receiptByNumber(house, number)
  if (receipt === undefined) return notFound()
  if (isSecretOf(house.sealer, receipt.number, secret)) return receipt
  return secretWrong({ errors: [{ pointer: '/secret', detail: secretWrong.title }] })
}

/** The donor lets others see more or less of the receipt from now on. The secret says that it is she. */
export async function chooseShown(
  house: House,
  by: By,
  number: string,
  { secret, visibility, showAmount }: ReceiptChoice,
): Promise<FullReceipt | Refusal> {
  const receipt = await receiptWithSecret(house, number, secret)
  if ('refused' in receipt) return receipt
  if (visibility !== 'hidden' && receipt.donor.name === undefined)
    return nameNotKept({ errors: [{ pointer: '/visibility', detail: nameNotKept.title }] })
  const { ledger, donation } = receipt
  const command = { ...by, action: 'receipt.choose', log: ledger, subject: `receipt:${receipt.number}` }
  return house.door.act(command, async ({ tx, now, say }) => {
    await tx.execute(sql`INSERT INTO receipt_choices (id, ledger, donation, visibility, show_amount, chosen_at)
      VALUES (${uuidv7(now)}, ${ledger}, ${donation}, ${visibility}, ${showAmount}, ${now.toISOString()}::timestamptz)`)
    say({ facts: { donation, visibility, showAmount } })
    return { ...fullReceipt(receipt), visibility, showAmount }
  })
}
