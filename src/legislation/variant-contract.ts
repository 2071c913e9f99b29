import { z } from 'zod'
import { provisionIds } from '../law/provision-ids.js'
import { Change, VariantDefinition } from '../law/variant.js'
import { CitationView, Text } from './contract.js'

const inThreeLanguages = (most: number) => {
  const words = z.string().trim().min(1).max(most)
  return z.strictObject({ kk: words, ru: words, en: words })
}

/** More than any draft has; each makes the law of every day harder to compare (`mostOf` in `law/cells.ts`). */
const mostChanges = 40

/** What an analyst composes. Nobody but Parliament makes a law that is in force, so a composition cannot say that it is. */
export const NewVariant = VariantDefinition.extend({
  title: inThreeLanguages(300),
  note: inThreeLanguages(4_000).nullable().default(null),
  status: z.enum(['proposed', 'hypothetical']).default('hypothetical'),
  base: z.string().max(64).meta({ description: 'A variant that the caller can see' }),
  changes: z.array(Change).max(mostChanges),
}).meta({ id: 'NewVariant' })
export type NewVariant = z.output<typeof NewVariant>

export const VariantPath = z.object({ id: z.string().max(100) })
export const VariantPair = z.object({ a: z.string().max(100), b: z.string().max(100) })

const DatedSettingView = z
  .object({
    from: z.string().nullable().meta({ description: 'Null: as if it had always held' }),
    transition: z.unknown(),
    setting: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    citation: CitationView,
  })
  .meta({ id: 'DatedSetting' })

export const VariantView = z
  .object({
    id: z.string(),
    title: Text,
    note: Text.nullable(),
    status: z.string(),
    base: z.object({ id: z.string(), hash: z.string() }).nullable(),
    hash: z.string(),
    published: z.boolean().meta({ description: 'Until it is published only its author sees it' }),
    provisions: z.record(z.string(), z.array(DatedSettingView)),
  })
  .meta({ id: 'Variant' })

export const Variants = z.object({ items: z.array(VariantView), next: z.null() }).meta({ id: 'Variants' })

const Side = z.object({ id: z.string(), hash: z.string() })

export const VariantDifference = z
  .object({
    a: Side,
    b: Side,
    provisions: z.array(
      z.object({
        provision: z.enum(provisionIds),
        title: Text,
        absent: z.string().meta({ description: 'What holds where, or as long as, nothing is set' }),
        sourceOnly: z
          .boolean()
          .meta({ description: 'The same holds on every day; only the sources that are cited differ' }),
        a: z.array(DatedSettingView),
        b: z.array(DatedSettingView),
      }),
    ),
  })
  .meta({
    id: 'VariantDifference',
    description: 'Provisions on which both agree (addresses of sources aside) are left out',
  })
