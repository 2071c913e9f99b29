import { z } from 'zod'
import { Bin } from '../kernel/identifiers.js'

export const UploadQuery = z.strictObject({
  organization: Bin.optional().meta({
    description: 'The BIN of the organization for which it is uploaded: its people see and cite it too',
  }),
})

/** Read as it comes in, so it is described here and decoded by the route. */
export const DocumentForm = z.unknown().meta({
  id: 'DocumentForm',
  type: 'object',
  properties: { file: { type: 'string', format: 'binary' } },
  required: ['file'],
  description: 'One file of at most 20 MB, with its Content-Type. Its name is not kept.',
})

export const DocumentPath = z.object({ id: z.uuid() })

export const DocumentReceipt = z
  .object({ id: z.uuid(), sha256: z.string().meta({ description: 'Of the content, in hex' }) })
  .meta({ id: 'Document' })
export type DocumentReceipt = z.output<typeof DocumentReceipt>

/** How another room takes documents: by the identifiers that their uploads were answered with. */
export const DocumentIds = (most: number) =>
  z
    .array(z.uuid())
    .max(most)
    .default([])
    .meta({ description: 'Documents of yours or of your organization, as POST /v1/documents answered' })
