import { createHash } from 'node:crypto'
import { asc, gt } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import type { Finding } from '../audit/verify.js'
import { documents } from './tables.js'

const mostAtOnce = 1_000

/** Recomputes the hash of the file of every document; a file that is missing or changed is a finding. */
export async function verifyFiles(house: House): Promise<{ files: number; findings: Finding[] }> {
  const findings: Finding[] = []
  let files = 0
  for (let last = ''; ; ) {
    const hashes = await hashesAfter(house, last)
    for (const sha256 of hashes) {
      const wrong = await whatIsWrong(house, sha256)
      if (wrong !== undefined) findings.push({ where: `file ${sha256}`, what: wrong })
    }
    files += hashes.length
    if (hashes.length < mostAtOnce) return { files, findings }
    last = hashes.at(-1) ?? last
  }
}

async function hashesAfter({ read }: House, last: string): Promise<string[]> {
  const rows = await read
    .selectDistinct({ sha256: documents.sha256 })
    .from(documents)
    .where(gt(documents.sha256, last))
    .orderBy(asc(documents.sha256))
    .limit(mostAtOnce)
  return rows.map(({ sha256 }) => sha256)
}

async function whatIsWrong({ files }: House, sha256: string): Promise<string | undefined> {
  const content = await files.read(sha256)
  if (content === undefined) return 'the file is gone'
  const hash = createHash('sha256')
  for await (const chunk of content) hash.update(chunk)
  return hash.digest('hex') === sha256 ? undefined : 'the file was changed'
}
