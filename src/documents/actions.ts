import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import type { TakenFile } from '../kernel/file-store.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import type { DocumentReceipt } from './contract.js'
import { mayPublish, maySee } from './decisions.js'
import { documentPublished } from './problems.js'
import { documentById } from './queries.js'
import { insertDocument, insertPublication, lockFile, sameUpload } from './store.js'
import type { DocumentType } from './types.js'

const subjectOf = (id: string): string => `document:${id}`

/** The file first, the row second: a crash between the two leaves a file of nobody, never a row that points nowhere. */
export function upload(
  house: House,
  by: By,
  file: TakenFile,
  { type, organization }: { type: DocumentType; organization: string | null },
): Promise<DocumentReceipt | Refusal> {
  const { sha256, bytes } = file
  const command = { ...by, action: 'document.upload', log: 'internal' }
  return house.door.act(command, async ({ tx, now, say }) => {
    const document = { sha256, type, bytes, uploadedBy: by.actor.id, organization, uploadedAt: now }
    await lockFile(tx, sha256)
    const id = uuidv7(now)
    const before = await sameUpload(tx, { id, ...document })
    // Also what was kept before: should it have been lost, it is there again.
    await file.keep()
    if (before === undefined) await insertDocument(tx, { id, ...document })
    const known = before?.id ?? id
    say({ subject: subjectOf(known), facts: { sha256, type, bytes } })
    return { id: known, sha256 }
  })
}

/** From now on everybody may read it, for ever; the hash of what they read goes into the public log. */
export function publish(house: House, by: By, id: string): Promise<DocumentReceipt | Refusal> {
  const conflicts = { document_published_once: () => documentPublished() }
  const command = { ...by, action: 'document.publish', log: 'register', subject: subjectOf(id), conflicts }
  return house.door.act(command, async ({ tx, now, say }) => {
    const document = await documentById(tx, id)
    if (document === undefined || !maySee(by.actor, document)) return notFound()
    if (!mayPublish(by.actor, document)) return notAllowed()
    await insertPublication(tx, id, now)
    const { sha256, type } = document
    say({ facts: { sha256, type } })
    return { id, sha256 }
  })
}
