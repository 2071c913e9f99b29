import { z } from 'zod'
import { isDay } from './days.js'
import { type ReasonCode, reason } from './reasons.js'
import { regionOf, regions } from './regions.js'

/** Removes what comes along when an identifier is pasted: spaces of every kind, invisible characters and dashes. */
export const compact = (text: string): string => text.replace(/[\s\p{Cf}\p{Pd}]/gu, '')

/**
 * Whether the last of 12 digits is right for a BIN or an IIN: Σ dᵢ·wᵢ mod 11 with the weights 1…11; if that is 10, with the
 * weights 3…11, 1, 2; if it is 10 again, no last digit is right. Source: law.md §5.
 */
function hasCheckDigit(text: string): boolean {
  const digits = Array.from(text, Number)
  const remainder = (shift: number): number =>
    digits.slice(0, 11).reduce((sum, digit, i) => sum + digit * (((i + shift) % 11) + 1), 0) % 11
  const first = remainder(0)
  return digits[11] === (first === 10 ? remainder(2) : first)
}

const binShape = /^\d\d(0[1-9]|1[0-2])[4-6][0-3]\d{6}$/
/** The fifth digit, the tens of a day, sets a person's number apart from an organization's. */
const iinShape = /^\d{4}[0-3]\d[1-6]\d{5}$/

/** Whether an IIN begins with a real day. The nineteenth century passes for the twentieth: 1800 was no leap year either. */
function hasBirthDay(iin: string): boolean {
  const century = iin.charAt(6) <= '4' ? '19' : '20'
  return isDay(`${century}${iin.slice(0, 2)}-${iin.slice(2, 4)}-${iin.slice(4, 6)}`)
}

/** True for the business identification number of an organization: 12 digits, as they are kept. */
export const isBin = (text: string): boolean => binShape.test(text) && hasCheckDigit(text)

/** True for the individual identification number of a person: 12 digits, as they are kept. */
export const isIin = (text: string): boolean =>
  iinShape.test(text) && hasBirthDay(text) && hasCheckDigit(text)

function whyNotBin(text: string): ReasonCode | undefined {
  if (!binShape.test(text)) return isIin(text) ? 'bin-is-iin' : 'bin-shape'
  return hasCheckDigit(text) ? undefined : 'bin-check-digit'
}

function whyNotIin(text: string): ReasonCode | undefined {
  if (!iinShape.test(text)) return isBin(text) ? 'iin-is-bin' : 'iin-shape'
  if (!hasBirthDay(text)) return 'iin-date'
  return hasCheckDigit(text) ? undefined : 'iin-check-digit'
}

const ibanShape = /^KZ\d{5}[A-Z0-9]{13}$/

function whyNotIban(text: string): ReasonCode | undefined {
  if (/\p{Script=Cyrillic}/u.test(text)) return 'iban-cyrillic'
  if (!ibanShape.test(text)) return 'iban-shape'
  // ISO 13616: the first four characters go to the end, letters count from A = 10, and the number leaves 1 mod 97.
  const digits = Array.from(text.slice(4) + text.slice(0, 4), (character) => Number.parseInt(character, 36))
  return BigInt(digits.join('')) % 97n === 1n ? undefined : 'iban-check-digits'
}

function whyNotKato(text: string): ReasonCode | undefined {
  if (!/^\d{9}$/.test(text)) return 'kato-shape'
  return regions.has(regionOf(text)) ? undefined : 'kato-region'
}

function whyNotDay(text: string): ReasonCode | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return 'day-shape'
  return isDay(text) ? undefined : 'day-impossible'
}

/** True for a Kazakh account number as it is kept: 20 characters, capitals, no spaces. */
export const isIban = (text: string): boolean => whyNotIban(text) === undefined

/** True for nine digits that begin with one of the twenty regions; the places below them are not listed here. */
export const isKato = (text: string): boolean => whyNotKato(text) === undefined

/**
 * The digits with which every place of a territory begins. The code is built NN MM PP LLL (region, district, rural
 * district, settlement), and zeros stand for all below: `270000000` is all of West Kazakhstan, `27`.
 */
export const katoPrefix = (holder: string): string =>
  /^(\d\d)(?:0{7}|(\d\d)(?:0{5}|(\d\d)(?:0{3}|(\d{3}))))$/.exec(holder)?.slice(1).join('') ?? holder

/** Whether a place lies in the territory of the holder of a KATO code, or is it. */
export const katoCovers = (holder: string, code: string): boolean =>
  isKato(holder) && isKato(code) && code.startsWith(katoPrefix(holder))

/** A string in a normal form, with the reason why it is none. The normal form is what OpenAPI describes. */
function identifier(
  normal: (pasted: string) => string,
  whyNot: (text: string) => ReasonCode | undefined,
  meta: { id: string; description: string; examples: string[]; pattern?: string; format?: string },
) {
  return z
    .string()
    .overwrite(normal)
    .check((context) => {
      const why = whyNot(context.value)
      if (why !== undefined)
        context.issues.push({ code: 'custom', message: reason(why), input: context.value })
    })
    .meta(meta)
}

export const Bin = identifier(compact, whyNotBin, {
  id: 'Bin',
  description: 'Business identification number of an organization: 12 digits with a check digit',
  pattern: binShape.source,
  examples: ['240340000128'],
})
export type Bin = z.output<typeof Bin>

export const Iin = identifier(compact, whyNotIin, {
  id: 'Iin',
  description: 'Individual identification number of a person: 12 digits with a check digit',
  pattern: iinShape.source,
  examples: ['900101350013'],
})
export type Iin = z.output<typeof Iin>

export const Iban = identifier((pasted) => compact(pasted).toUpperCase(), whyNotIban, {
  id: 'Iban',
  description: 'Kazakh account number (ISO 13616), without spaces',
  pattern: ibanShape.source,
  examples: ['KZ86125KZT5004100100'],
})
export type Iban = z.output<typeof Iban>

export const Kato = identifier(compact, whyNotKato, {
  id: 'Kato',
  description:
    'A place by the national classifier KATO: region 2, district 2, rural district 2, settlement 3 digits',
  pattern: '^\\d{9}$',
  examples: ['270000000'],
})
export type Kato = z.output<typeof Kato>

export const Day = identifier((pasted) => pasted.trim(), whyNotDay, {
  id: 'Day',
  description: 'A calendar day in Asia/Almaty',
  format: 'date',
  examples: ['2026-03-15'],
})
export type Day = z.output<typeof Day>
