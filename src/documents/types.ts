import { createReadStream } from 'node:fs'
import { fileTypeFromFile } from 'file-type'

/** What a document may be, with the ending of a file of that type. */
export const documentTypes = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'application/xml': 'xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
} as const
export type DocumentType = keyof typeof documentTypes

export const isDocumentType = (type: string): type is DocumentType => Object.hasOwn(documentTypes, type)

const plainTexts: readonly DocumentType[] = ['text/plain', 'text/csv']

/** Whether the content is what it is said to be: by its first bytes, and text by holding nothing but text. */
export async function isOfType(path: string, type: DocumentType): Promise<boolean> {
  // What breaks the reading of its type is of none.
  const found = await fileTypeFromFile(path).then(
    (known) => known?.mime,
    () => 'broken',
  )
  if (!plainTexts.includes(type) && found !== type) return false
  if (plainTexts.includes(type) && (found === 'broken' || isDocumentType(found ?? ''))) return false
  return (!plainTexts.includes(type) && type !== 'application/xml') || isText(path)
}

/** In UTF-8 and in the single bytes of Kazakh and Russian Windows alike: no control character but tab and ends of lines. */
async function isText(path: string): Promise<boolean> {
  for await (const chunk of createReadStream(path))
    for (const byte of chunk as Buffer)
      if (byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
  return true
}
