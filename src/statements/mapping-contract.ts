import { z } from 'zod'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { InThreeLanguages } from '../law/files.js'
import { LedgerParams } from '../ledger/contract.js'
import { TableMapping } from './tables/mapping.js'

export const NewMapping = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ description: 'The same again makes its next version' }),
    table: TableMapping,
  })
  .meta({ id: 'NewStatementMapping' })
export type NewMapping = z.output<typeof NewMapping>

export const MappingView = z
  .object({
    id: z.uuid(),
    ledger: z.string().nullable().meta({ description: 'Null for those that every ledger has' }),
    name: z.string(),
    version: z.int(),
    layout: z.enum(['verified', 'unverified']).nullable().meta({
      description: 'Whether somebody has compared it with a file of the bank, of those that every ledger has',
    }),
    note: InThreeLanguages.nullable(),
    table: TableMapping,
    savedAt: z.string().nullable(),
  })
  .meta({ id: 'StatementMapping' })
export type MappingView = z.output<typeof MappingView>

export const MappingQuery = PageQuery.extend({ after: z.uuid().optional() })
export const Mappings = pageOf(MappingView).meta({ id: 'StatementMappings' })
export const MappingParams = LedgerParams.extend({ id: z.uuid() })
