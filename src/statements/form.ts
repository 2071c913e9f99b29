import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { filesAway, malformedForm } from '../documents/problems.js'
import { ofWholeBody } from '../http/errors.js'
import { invalidRequest, unsupportedMediaType } from '../http/problems.js'
import type { FileStore, TakenFile } from '../kernel/file-store.js'
import type { Refusal } from '../kernel/problems.js'
import { fieldErrorsOf } from '../kernel/reasons.js'
import { StatementForm } from './contract.js'
import { statementWrong } from './problems.js'
import { reasons } from './reading/texts.js'

// Two hundred thousand lines of the most verbose format.
export const mostBytes = 256 * 1024 * 1024

/** What the parser lets through: one file and two fields. A file that is too long is cut off, and refused below. */
export const formLimits = {
  throwFileSizeLimit: false,
  limits: { files: 1, fields: 2, parts: 3, fieldSize: 100, fileSize: mostBytes },
} as const

export interface Form extends StatementForm {
  readonly file: TakenFile
}

/** Takes a bank's file and what is said of it, in any order. The caller discards the file. */
export async function takeForm(request: FastifyRequest, files: FileStore): Promise<Form | Refusal> {
  if (!request.isMultipart()) return unsupportedMediaType()
  const fields = new Map<string, unknown>()
  let file: TakenFile | Refusal = ofWholeBody(malformedForm)
  const discard = async () => ('path' in file ? file.discard() : undefined)
  try {
    for await (const part of request.parts())
      if (part.type === 'file') file = await takeFile(part, files)
      else fields.set(part.fieldname, part.value)
  } catch (error) {
    await discard()
    return error instanceof Error && 'syscall' in error ? filesAway() : ofWholeBody(malformedForm)
  }
  if ('refused' in file) return file
  const form = StatementForm.safeParse(Object.fromEntries(fields))
  if (form.success) return { ...form.data, file }
  await discard()
  return invalidRequest({ errors: fieldErrorsOf(form.error) })
}

async function takeFile(part: MultipartFile, files: FileStore): Promise<TakenFile | Refusal> {
  const file = await files.take(part.file)
  if (!part.file.truncated) return file
  await file.discard()
  return statementWrong({ errors: [{ pointer: '/file', detail: reasons.tooLarge }] })
}
