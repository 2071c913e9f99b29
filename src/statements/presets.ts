import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { InThreeLanguages } from '../law/files.js'
import { TableMapping } from './tables/mapping.js'

const Preset = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  layout: z.enum(['verified', 'unverified']),
  note: InThreeLanguages,
  table: TableMapping,
})
export type Preset = z.output<typeof Preset>

const PresetsFile = z.strictObject({ kazakhReadByLawyer: z.boolean(), mappings: z.array(Preset) })

/** The mappings that every ledger has, from a folder like `data`. Throws if the file does not hold what it should. */
export const loadPresets = (folder: string): readonly Preset[] =>
  PresetsFile.parse(parse(readFileSync(join(folder, 'statements', 'mappings.yaml'), 'utf8'))).mappings
