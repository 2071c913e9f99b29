import { asc, inArray } from 'drizzle-orm'
import type { Reader } from '../audit/house.js'
import type { Approval, Box, Notice, Report, Step, Terms } from './store.js'
import {
  collectionApprovals,
  collectionBoxes,
  collectionNotices,
  collectionReports,
  collectionSteps,
  collectionTerms,
} from './tables.js'

/** What happened to a drive, each in the order of its days. */
export interface History {
  readonly terms: readonly Terms[]
  readonly steps: readonly Step[]
  readonly notices: readonly Notice[]
  readonly approvals: readonly Approval[]
  readonly boxes: readonly Box[]
  readonly report: Report | undefined
}

export async function loadHistory(reader: Reader, id: string): Promise<History> {
  return (await loadHistories(reader, [id])).get(id) ?? empty
}

const empty: History = { terms: [], steps: [], notices: [], approvals: [], boxes: [], report: undefined }

/** The histories of many drives in as few questions as that of one. */
export async function loadHistories(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, History>> {
  const [terms, t, of] = [collectionTerms, collectionSteps, [...ids]]
  const [a, n, b, r] = [collectionApprovals, collectionNotices, collectionBoxes, collectionReports]
  const ofEach = {
    terms: byDrive(
      await reader
        .select()
        .from(terms)
        .where(inArray(terms.collectionId, of))
        .orderBy(asc(terms.holdsFrom), asc(terms.id)),
    ),
    steps: byDrive(
      await reader.select().from(t).where(inArray(t.collectionId, of)).orderBy(asc(t.heldOn), asc(t.id)),
    ),
    notices: byDrive(
      await reader.select().from(n).where(inArray(n.collectionId, of)).orderBy(asc(n.givenOn), asc(n.id)),
    ),
    approvals: byDrive(
      await reader.select().from(a).where(inArray(a.collectionId, of)).orderBy(asc(a.holdsFrom), asc(a.id)),
    ),
    boxes: byDrive(
      await reader.select().from(b).where(inArray(b.collectionId, of)).orderBy(asc(b.setUpOn), asc(b.id)),
    ),
    reports: byDrive(await reader.select().from(r).where(inArray(r.collectionId, of))),
  }
  return new Map(
    of.map((id) => [
      id,
      {
        terms: ofEach.terms.get(id) ?? [],
        steps: ofEach.steps.get(id) ?? [],
        notices: ofEach.notices.get(id) ?? [],
        approvals: ofEach.approvals.get(id) ?? [],
        boxes: ofEach.boxes.get(id) ?? [],
        report: ofEach.reports.get(id)?.[0],
      },
    ]),
  )
}

function byDrive<Row extends { readonly collectionId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>()
  for (const row of rows) {
    const of = grouped.get(row.collectionId)
    if (of === undefined) grouped.set(row.collectionId, [row])
    else of.push(row)
  }
  return grouped
}
