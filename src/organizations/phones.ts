import { and, eq } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { organizations } from './tables.js'

/** The keyed hash by which a phone is found again, however it is written: +7 701 234 56 78 is 8 (701) 234-56-78. */
export function lookupOfPhone(sealer: FieldSealer, phone: string): Buffer {
  const digits = phone.replace(/\D/g, '')
  return sealer.lookup(
    /^8\d{10}$/.test(digits) ? `7${digits.slice(1)}` : digits,
    'organizations.phone_lookup',
  )
}

/** Whether some confirmed organization has stated this phone; which one is not told, for a contact is not published. */
export async function statedByConfirmed({ read, sealer }: House, phone: string): Promise<boolean> {
  const found = await read
    .select({ id: organizations.id })
    .from(organizations)
    .where(
      and(eq(organizations.phoneLookup, lookupOfPhone(sealer, phone)), eq(organizations.status, 'confirmed')),
    )
    .limit(1)
  return found.length > 0
}
