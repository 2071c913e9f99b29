import { timingSafeEqual } from 'node:crypto'
import { compact } from '../kernel/identifiers.js'
import type { FieldSealer } from '../kernel/sealing.js'
import type { DonationReceipt, RecordedDonation } from './contract.js'

const secretBytes = 16

const bytesOf = (sealer: FieldSealer, number: string): Buffer =>
  sealer.lookup(number, 'receipts.secret').subarray(0, secretBytes)

/**
 * What only the donor is told with her receipt: 32 hexadecimal digits in groups of four. It follows from the number and the
 * field key, so nothing of it is kept, and the same request is answered the same again.
 */
const receiptSecret = (sealer: FieldSealer, number: string): string =>
  bytesOf(sealer, number)
    .toString('hex')
    .replace(/(.{4})(?=.)/g, '$1-')

/** Whether this is the secret of a receipt, however people write it: any case, with or without dashes and spaces. */
export function isSecretOf(sealer: FieldSealer, number: string, given: string): boolean {
  const bytes = Buffer.from(compact(given), 'hex')
  return bytes.length === secretBytes && timingSafeEqual(bytes, bytesOf(sealer, number))
}

/** A recorded donation as it is answered. */
export const withSecret = (sealer: FieldSealer, recorded: RecordedDonation): DonationReceipt => {
  const { number } = recorded.receipt
  return { ...recorded, receipt: { number, secret: receiptSecret(sealer, number) } }
}
