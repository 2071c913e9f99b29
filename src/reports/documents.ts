import type { Snapshot } from '../database/snapshots.js'
import { maySee } from '../documents/decisions.js'
import { type DocumentType, documentTypes } from '../documents/types.js'
import type { Actor } from '../kernel/actor.js'
import type { FileStore } from '../kernel/file-store.js'
import type { KitFile } from './archive.js'
import { csvOf } from './csv.js'

/** An upload of what is cited: what may be seen of it says who may have it in his kit. */
interface Upload {
  readonly id: string
  readonly type: DocumentType
  readonly uploadedBy: string
  readonly organization: string | null
  readonly isPublished: boolean
}

/** Evidence of a row of the books, and every upload of that content. */
interface Citation {
  readonly sha256: string
  readonly register: string
  readonly row: string
  readonly uploads: readonly Upload[]
}

const citationsOf = (snapshot: Snapshot, ledger: string): AsyncIterable<Citation> =>
  snapshot.rows<Citation>(
    `SELECT e.sha256, c.register, c.id AS "row", coalesce(u.uploads, '[]') AS uploads
     FROM (
       SELECT 'disbursements' AS register, id, evidence FROM disbursements WHERE ledger = $1
       UNION ALL SELECT 'gifts-in-kind', id, evidence FROM gifts_in_kind WHERE ledger = $1
       UNION ALL SELECT 'held-payments', id, evidence FROM held_payments WHERE ledger = $1
       UNION ALL SELECT 'box-openings', id, ARRAY[document] FROM box_openings WHERE ledger = $1 AND document IS NOT NULL
     ) AS c, unnest(c.evidence) WITH ORDINALITY AS e (sha256, place)
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('id', d.id, 'type', d.type, 'uploadedBy', d.uploaded_by,
           'organization', d.organization, 'isPublished', p.document IS NOT NULL) ORDER BY d.id) AS uploads
         FROM (SELECT * FROM documents WHERE sha256 = e.sha256 OFFSET 0) AS d LEFT JOIN document_publications AS p ON p.document = d.id
       ) AS u ON true
     ORDER BY c.register, c.id, e.place`,
    [ledger],
  )

const seenBy = (actor: Actor, { uploads }: Citation): Upload | undefined =>
  uploads.find((upload) => maySee(actor, upload))

/**
 * The documents that the books cite, each once, for who may see them: by their hash, the name of their file in the kit. What
 * was lost is not there. One small item a document is held, as the archive itself holds one for each of its files.
 */
export async function packedDocuments(
  snapshot: Snapshot,
  files: FileStore,
  actor: Actor,
  ledger: string,
): Promise<ReadonlyMap<string, string>> {
  const packed = new Map<string, string>()
  for await (const citation of citationsOf(snapshot, ledger)) {
    const { sha256 } = citation
    const upload = packed.has(sha256) ? undefined : seenBy(actor, citation)
    if (upload === undefined) continue
    const content = await files.read(sha256)
    content?.destroy()
    if (content !== undefined) packed.set(sha256, `documents/${sha256}.${documentTypes[upload.type]}`)
  }
  return packed
}

/** The documents as files, each read when its turn comes. */
export const documentFiles = (files: FileStore, packed: ReadonlyMap<string, string>): KitFile[] =>
  [...packed].map(([sha256, name]) => ({
    name,
    content: async function* () {
      const content = await files.read(sha256)
      if (content === undefined) throw new Error(`the document ${sha256} is gone`)
      yield* content as AsyncIterable<Uint8Array>
    },
  }))

const columns = ['sha256', 'register', 'row', 'document', 'type', 'file', 'reason']

/** What is evidence of which row, and why a document is not packed. */
export const documentList = (
  snapshot: Snapshot,
  actor: Actor,
  ledger: string,
  packed: ReadonlyMap<string, string>,
): AsyncIterable<string> => csvOf(columns, rowsOf(snapshot, actor, ledger, packed))

async function* rowsOf(
  snapshot: Snapshot,
  actor: Actor,
  ledger: string,
  packed: ReadonlyMap<string, string>,
) {
  for await (const citation of citationsOf(snapshot, ledger)) {
    const { sha256, register, row, uploads } = citation
    const upload = seenBy(actor, citation)
    const file = packed.get(sha256) ?? null
    const reason = uploads.length > 0 && upload === undefined ? 'not-yours-to-see' : 'not-kept'
    yield [
      sha256,
      register,
      row,
      upload?.id ?? null,
      upload?.type ?? null,
      file,
      file === null ? reason : null,
    ]
  }
}
