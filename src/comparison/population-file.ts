import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { accountKinds, channels, collectorKinds, legalForms } from '../law/facts.js'
import { InThreeLanguages } from '../law/files.js'

/** A share that nobody has counted: its low, likely and high value. */
const Range = z
  .tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)])
  .refine(([low, likely, high]) => low <= likely && likely <= high, 'low, likely and high, in this order')
  .readonly()
export type Range = z.output<typeof Range>

const Sum = z.strictObject({ median: z.number().positive(), sigma: z.number().min(0).max(3) })

const Group = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: InThreeLanguages,
  note: z.string(),
  weight: Range,
  collector: z.enum(collectorKinds),
  legalForm: z.enum(legalForms).optional(),
  forOthers: z.boolean().optional(),
  purpose: z.string(),
  account: z.enum(accountKinds),
  channels: z.array(z.enum(channels)).min(1),
  boxes: Range.optional(),
  boxesInOrder: Range.optional(),
  raised: Sum,
  emergency: Range.optional(),
  approved: Range.optional(),
  refused: Range.optional(),
  endDate: Range,
  target: Range,
  accredited: Range.optional(),
  manySenders: Range.optional(),
  misuseFound: Range.optional(),
  fraud: Range,
})
export type Group = z.output<typeof Group>

/** `data/comparison/population.yaml`. */
const PopulationFile = z.strictObject({
  kazakhReadByLawyer: z.boolean(),
  on: Day,
  daysBack: z.int().min(90),
  daysAhead: z.int().min(1),
  plannedShare: Range,
  sizes: z.strictObject({ small: z.number(), large: z.number() }),
  groups: z.array(Group).min(1),
  closed: Range,
  reported: Range,
  dedicatedAccount: Range,
  overTarget: Range,
  costShare: Sum,
})
export type PopulationFile = z.output<typeof PopulationFile>

/** The population from a folder like `data`. Throws if the file does not hold what it should. */
export function loadPopulation(folder: string): PopulationFile {
  return PopulationFile.parse(parse(readFileSync(join(folder, 'comparison', 'population.yaml'), 'utf8')))
}

/** Every share that can be changed, by its place, with its range. */
export function sharesOf(file: PopulationFile): Map<string, Range> {
  const isRange = (value: unknown): value is Range => Range.safeParse(value).success
  const groups = file.groups.flatMap((group) =>
    Object.entries(group).flatMap(([name, value]) =>
      isRange(value) ? [[`${group.id}.${name}`, value] as const] : [],
    ),
  )
  const common = Object.entries(file).flatMap(([name, value]) =>
    isRange(value) ? [[name, value] as const] : [],
  )
  return new Map([...common, ...groups])
}
