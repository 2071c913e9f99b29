import { z } from 'zod'
import { declareReason } from '../kernel/reasons.js'

const quantityShape = declareReason('quantity-shape', {
  kk: 'Нөлден үлкен сан, ондық бөлігі үш таңбадан аспайды: 120 немесе 12.5.',
  ru: 'Число больше нуля, не более трёх знаков после точки: 120 или 12.5.',
  en: 'A number above zero with up to three decimals: 120 or 12.5.',
})

/** How much of something, exactly: a decimal string such as `12.5`. */
export const Quantity = z
  .string()
  .regex(/^(0|[1-9]\d{0,8})(\.\d{1,3})?$/, quantityShape)
  .refine((text) => /[1-9]/.test(text), quantityShape)
  .meta({ examples: ['120', '12.5'] })

/** A quantity as a whole number of thousandths. */
export function thousandths(text: string): bigint {
  const [whole = '', part = ''] = text.split('.')
  return BigInt(whole + part.padEnd(3, '0'))
}

/** Thousandths as people write them, without zeros at the end. */
export function quantityText(quantity: bigint): string {
  const digits = quantity.toString().padStart(4, '0')
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`.replace(/\.?0+$/, '')
}
