import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { collectorKinds } from '../law/facts.js'
import { InThreeLanguages } from '../law/files.js'
import { provisionIds } from '../law/provision-ids.js'

/** A price that nobody has measured: its low, likely and high value. */
const Price = z
  .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
  .refine(([low, likely, high]) => low <= likely && likely <= high, 'low, likely and high, in this order')
  .readonly()

/** By what a collection has raised, or hopes to. */
export const sizes = ['small', 'medium', 'large'] as const

const Words = z.string().trim().min(1)
const Sourced = { source: Words, status: z.enum(['cited', 'assumption']) }

/** A setting of a provision that asks for a duty, of whom, and in which cases: each of the words in `when` must hold. */
const Ground = z.strictObject({
  provision: z.enum(provisionIds),
  settings: z.array(z.string()).min(1),
  who: z.enum([...collectorKinds, 'everyone']),
  when: z
    .array(z.enum(['gated', 'boxes', 'for-others', 'listed-channels', 'personal-account', 'target']))
    .default([]),
})
export type Ground = z.output<typeof Ground>

/** Work that the law asks of a collector. Where several grounds ask for it in one collection, it is done once. */
const Duty = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: InThreeLanguages,
  grounds: z.array(Ground).min(1),
  minutes: z.strictObject({ small: Price, medium: Price, large: Price }),
  outOfPocketKzt: Price,
  ...Sourced,
})

/** `data/comparison/tariffs.yaml`. */
export const Tariffs = z.strictObject({
  kazakhReadByLawyer: z.boolean(),
  wages: z.record(z.enum(collectorKinds), z.strictObject({ hourlyKzt: Price, ...Sourced })),
  duties: z.array(Duty),
})
export type Tariffs = z.output<typeof Tariffs>

/** The tariffs from a folder like `data`. Throws if the file does not hold what it should. */
export function loadTariffs(folder: string): Tariffs {
  return Tariffs.parse(parse(readFileSync(join(folder, 'comparison', 'tariffs.yaml'), 'utf8')))
}

/** Prices that a user has changed, by their place: `tariffs.notice.minutes.small`, `tariffs.wages.individual`. */
export type ChangedPrices = Readonly<Record<string, number>>

export interface PriceRange {
  readonly range: z.output<typeof Price>
  readonly source: string
}

/** Every price that can be changed, by its place, with its range and where it comes from. */
export function pricesOf({ wages, duties }: Tariffs): Map<string, PriceRange> {
  const prices = new Map<string, PriceRange>()
  for (const kind of collectorKinds) {
    const { hourlyKzt, source } = wages[kind]
    prices.set(wagePlace(kind), { range: hourlyKzt, source })
  }
  for (const { id, minutes, outOfPocketKzt, source } of duties) {
    for (const size of sizes) prices.set(minutesPlace(id, size), { range: minutes[size], source })
    prices.set(outOfPocketPlace(id), { range: outOfPocketKzt, source })
  }
  return prices
}

export const wagePlace = (kind: (typeof collectorKinds)[number]): string => `tariffs.wages.${kind}`
export const minutesPlace = (duty: string, size: (typeof sizes)[number]): string =>
  `tariffs.${duty}.minutes.${size}`
export const outOfPocketPlace = (duty: string): string => `tariffs.${duty}.outOfPocketKzt`
