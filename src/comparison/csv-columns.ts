type Kind = 'text' | 'number' | 'flag' | 'list'

/** The columns of a CSV file of cases, as the members of a case are called, and what stands in them. */
export const columns: Readonly<Record<string, Kind>> = {
  id: 'text',
  'facts.on': 'text',
  'facts.collector.kind': 'text',
  'facts.collector.legalForm': 'text',
  'facts.collector.accreditation.from': 'text',
  'facts.collector.accreditation.to': 'text',
  'facts.collector.accreditation.suspensions.from': 'text',
  'facts.collector.accreditation.suspensions.to': 'text',
  'facts.forOthers': 'flag',
  'facts.account.kind': 'text',
  'facts.account.dedicated': 'flag',
  'facts.channels': 'list',
  'facts.boxes.numbered': 'flag',
  'facts.boxes.sealed': 'flag',
  'facts.region': 'text',
  'facts.startsOn': 'text',
  'facts.endsOn': 'text',
  'facts.closedOn': 'text',
  'facts.notice.givenOn': 'text',
  'facts.notice.endDateGiven': 'flag',
  'facts.emergency.declaredOn': 'text',
  'facts.emergency.effectiveFrom': 'text',
  'facts.emergency.endsOn': 'text',
  'facts.approval.status': 'text',
  'facts.approval.approvers': 'number',
  'facts.target': 'text',
  'facts.raised': 'text',
  'facts.costs': 'text',
  'facts.report.publishedOn': 'text',
  'facts.misuse': 'flag',
  'facts.transfers.month': 'text',
  'facts.transfers.senders': 'number',
  'facts.transfers.received': 'text',
  'labels.purpose': 'text',
  'labels.size': 'text',
  'labels.fraud': 'flag',
}

export const requiredColumns = [
  'id',
  'facts.on',
  'facts.collector.kind',
  'facts.startsOn',
  'facts.channels',
] as const

/** Lists of several members: each member is a column whose values stand in the same order. */
const listsOfObjects = ['facts.collector.accreditation.suspensions', 'facts.transfers']

type Branch = { [name: string]: unknown }

/** What a line of a CSV file says, as JSON would; undefined where the columns of a list do not fit together. */
export function valueOfCells(cells: Readonly<Record<string, string>>): Branch | undefined {
  const root: Branch = {}
  const lists = new Map<string, Branch[]>()
  for (const [column, cell] of Object.entries(cells)) {
    if (cell === '') continue
    const kind = columns[column]
    const list = listsOfObjects.find((name) => column.startsWith(`${name}.`))
    if (list === undefined) {
      place(root, column, kind === 'list' ? cell.split('|') : jsonOf(kind, cell))
      continue
    }
    const member = column.slice(list.length + 1)
    const values = cell.split('|').map((one) => ({ [member]: one === '' ? null : jsonOf(kind, one) }))
    const before = lists.get(list)
    if (before !== undefined && before.length !== values.length) return undefined
    lists.set(list, before?.map((item, i) => ({ ...item, ...values[i] })) ?? values)
  }
  for (const [list, items] of lists) place(root, list, items)
  return root
}

/** What is none stays a text, so that the contract refuses it by its name. */
function jsonOf(kind: Kind | undefined, cell: string): unknown {
  if (kind === 'flag' && /^(true|false)$/.test(cell)) return cell === 'true'
  return kind === 'number' && /^\d{1,15}$/.test(cell) ? Number(cell) : cell
}

function place(root: Branch, column: string, value: unknown): void {
  const path = column.split('.')
  const last = path.pop() as string
  let branch = root
  for (const name of path) {
    branch[name] ??= {}
    branch = branch[name] as Branch
  }
  branch[last] = value
}
