import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { ofWholeBody } from '../http/errors.js'
import { unsupportedMediaType } from '../http/problems.js'
import type { FileStore, TakenFile } from '../kernel/file-store.js'
import type { ProblemKind, Refusal } from '../kernel/problems.js'
import { filesAway, fileTooLarge, fileTypeRefused, fileWrong, malformedForm } from './problems.js'
import { type DocumentType, isDocumentType, isOfType } from './types.js'

export const mostBytes = 20 * 1024 * 1024

/** What the parser lets through: one file and nothing else. A file that is too long is cut off, and refused below. */
export const formLimits = {
  throwFileSizeLimit: false,
  limits: { files: 1, fields: 0, parts: 1, fileSize: mostBytes },
} as const

export interface Form {
  readonly file: TakenFile
  readonly type: DocumentType
}

/** Takes the file of a form, if it is what it is said to be and a document may be that. The caller keeps or discards it. */
export async function takeForm(request: FastifyRequest, files: FileStore): Promise<Form | Refusal> {
  if (!request.isMultipart()) return unsupportedMediaType()
  let form: Form | Refusal = ofWholeBody(malformedForm)
  try {
    for await (const part of request.parts()) if (part.type === 'file') form = await takePart(part, files)
    return form
  } catch (error) {
    if ('file' in form) await form.file.discard()
    return error instanceof Error && 'syscall' in error ? filesAway() : ofWholeBody(malformedForm)
  }
}

const ofFile = (kind: ProblemKind): Refusal => kind({ errors: [{ pointer: '/file', detail: kind.title }] })

async function takePart(part: MultipartFile, files: FileStore): Promise<Form | Refusal> {
  const type = part.mimetype.toLowerCase()
  if (!isDocumentType(type)) {
    part.file.resume()
    return ofFile(fileTypeRefused)
  }
  const file = await files.take(part.file)
  const wrong = await whatIsWrong(part, file, type)
  if (wrong === undefined) return { file, type }
  await file.discard()
  return ofFile(wrong)
}

async function whatIsWrong(
  part: MultipartFile,
  { bytes, path }: TakenFile,
  type: DocumentType,
): Promise<ProblemKind | undefined> {
  if (part.file.truncated) return fileTooLarge
  return bytes > 0 && (await isOfType(path, type)) ? undefined : fileWrong
}
