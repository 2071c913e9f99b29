#!/usr/bin/env node
// Verifies an auditor's kit without the service that made it: Node 20 alone, nothing to install.
//
//   node verify.mjs [<folder of the kit>] [<verifier key>] [<checkpoint that you kept>…]
//
// Without a folder it verifies the kit in which it lies. Who has read it once may keep it, and let it verify later kits.
// A key begins with the name of the log (adal.example/log/240340000128+1a2b3c4d+…). Without one, the key of the kit is used:
// then only those who know from elsewhere that it is the log's key know that the kit is. Exit 1: something is wrong.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const given = process.argv.slice(2)
const isFolder = (text) => statSync(text, { throwIfNoEntry: false })?.isDirectory() === true
const folder = resolve(given.find(isFolder) ?? dirname(fileURLToPath(import.meta.url)))
const read = (name) => readFileSync(join(folder, name), 'utf8')
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

let wrongs = 0
const say = (text) => process.stdout.write(`${text}\n`)
function wrong(where, what) {
  wrongs += 1
  if (wrongs <= 20) say(`WRONG  ${where}: ${what}`)
}
const must = (holds, where, what) => holds || wrong(where, what)

// ---- Signed notes (C2SP signed-note): a text, an empty line, and "— name base64(key id, Ed25519 signature)".

function openNote(note, verifierKey, where) {
  const [, name, id, base64] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey) ?? []
  const key = Buffer.from(base64 ?? '', 'base64')
  const keyHash = sha256(`${name}\n`, key).toString('hex')
  if (key.length !== 33 || key[0] !== 1 || !keyHash.startsWith(id))
    return wrong('the verifier key', 'is none')
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.subarray(1).toString('base64url') }
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const end = note.indexOf('\n\n') + 1
  const text = note.slice(0, end)
  const signed = note
    .slice(end + 1)
    .split('\n')
    .some((line) => {
      const [, signer, blob = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
      const bytes = Buffer.from(blob, 'base64')
      if (signer !== name || bytes.subarray(0, 4).toString('hex') !== id) return false
      return bytes.toString('base64') === blob && verifySignature(null, text, publicKey, bytes.subarray(4))
    })
  return must(signed, where, `is not signed by ${verifierKey}`) && { name, lines: text.split('\n') }
}

/** Size and root of a checkpoint; the first line is the name of the log. */
function openCheckpoint(note, verifierKey, where) {
  const opened = openNote(note, verifierKey, where)
  if (!opened || !must(opened.lines[0] === opened.name, where, 'is of another log')) return undefined
  return { where, size: Number(opened.lines[1]), root: opened.lines[2] }
}

// ---- Files, read piece by piece: a kit may be larger than the memory.

const bytesOf = (name) => createReadStream(join(folder, name))
const piecesOf = (name) => createReadStream(join(folder, name), 'utf8')

/** What stands before each line feed: readline ends lines at other characters too, which may stand in a text of a leaf. */
async function* linesOf(name) {
  let rest = ''
  for await (const piece of piecesOf(name)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()
    yield* lines
  }
  if (rest !== '') yield rest
}

/** The rows of a CSV file (RFC 4180) by its column names, and the line of each (no column is called so): an empty cell is null, "" is an empty text. */
async function* rowsOf(name) {
  const cellPattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y
  let [rest, columns, line] = ['', undefined, 0]
  for await (const piece of piecesOf(name)) {
    rest += piece
    let [start, cells] = [0, []]
    cellPattern.lastIndex = 0
    for (let found = cellPattern.exec(rest); found !== null; found = cellPattern.exec(rest)) {
      cells.push(cellOf(found[1]))
      if (found[2] === ',') continue
      start = cellPattern.lastIndex
      line += 1
      if (columns === undefined) columns = cells.map((cell) => cell.replace('\ufeff', ''))
      else yield Object.assign(Object.fromEntries(columns.map((column, i) => [column, cells[i]])), { line })
      cells = []
    }
    rest = rest.slice(start)
  }
  must(rest === '', name, 'breaks off, or is no CSV')
}

/** An apostrophe in front only keeps a spreadsheet from taking the cell for a formula. */
function cellOf(text) {
  if (text === '') return null
  return (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text).replace(/^'/, '')
}

const minorUnits = (decimal) => BigInt(decimal.replace('.', ''))

// ---- 1. The list of the files is signed, and each is as listed.

async function checkManifest(verifierKey) {
  const opened = openNote(read('manifest.txt'), verifierKey, 'manifest.txt')
  if (!opened) return new Set()
  const listed = opened.lines.slice(1, -1).map((line) => line.split('  '))
  for (const [hash, name] of listed) {
    const actual = createHash('sha256')
    try {
      for await (const piece of bytesOf(name)) actual.update(piece)
      must(actual.digest('hex') === hash, name, 'is not the file that was signed')
    } catch (error) {
      wrong(name, `cannot be read (${error.code})`)
    }
  }
  const names = new Set(['manifest.txt', ...listed.map(([, name]) => name)])
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const found = files.map((entry) =>
    join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1),
  )
  for (const name of found.map((each) => each.replaceAll('\\', '/')))
    if (/^documents\/[0-9a-f]{64}\b/.test(name)) await checkDocument(name)
    else if (!names.has(name)) say(`note   ${name} is not of the kit`)
  say(`files  ${listed.length} files, as ${opened.name} signed them`)
  return names
}

/** A document is called by its hash, also one that the auditor has fetched and put beside those of the kit. */
async function checkDocument(name) {
  const hash = createHash('sha256')
  for await (const piece of bytesOf(name)) hash.update(piece)
  must(hash.digest('hex') === name.slice(10, 74), name, 'is not the document of that hash')
}

// ---- 2. The leaves have the root that was signed. RFC 6962: leaf = SHA-256(0, bytes), node = SHA-256(1, left, right).

async function readLog(checkpoints, seals) {
  const log = { states: new Map(), facts: new Map(), size: 0 }
  const subtrees = []
  const root = () =>
    (subtrees.length === 0
      ? sha256('')
      : subtrees.reduceRight((right, left) => sha256('\x01', left, right))
    ).toString('base64')
  const heads = seals.map(({ where, log_size: size, log_root: root }) => ({ where, size, root }))
  const check = () => {
    for (const { where, ...signed } of [...checkpoints, ...heads])
      if (signed.size === log.size)
        must(
          signed.root === root(),
          where,
          `the first ${log.size} leaves in log/leaves.ndjson have another root`,
        )
  }
  check()
  for await (const line of linesOf('log/leaves.ndjson')) {
    let hash = sha256('\x00', line)
    for (let rest = log.size; rest % 2 === 1; rest = (rest - 1) / 2)
      hash = sha256('\x01', subtrees.pop(), hash)
    subtrees.push(hash)
    log.size += 1
    check()
    readLeaf(line, log)
  }
  for (const { where, size } of [...checkpoints, ...heads])
    must(size <= log.size, where, `is of ${size} leaves, log/leaves.ndjson has ${log.size}`)
  const signed = Math.max(...checkpoints.map(({ size }) => size))
  say(`log    ${log.size} leaves; the first ${signed} have the signed root`)
  if (signed < log.size) say(`note   the last ${log.size - signed} leaves came after the checkpoint`)
  return log
}

/** A leaf says which rows an act left in which state, and facts of the act, which name its row. */
function readLeaf(line, log) {
  const where = `log/leaves.ndjson, line ${log.size}`
  try {
    const { rows, facts, subject } = JSON.parse(line)
    for (const [table, key, state] of rows) log.states.set(`${table} ${key}`, state)
    const id = facts?.disbursement ?? facts?.refund ?? facts?.donation
    if (id !== undefined)
      log.facts.set(id, (facts.disbursement ?? facts.rate) ? { ...facts, subject } : { subject })
  } catch (error) {
    wrong(where, `is no leaf (${error.message})`)
  }
}

// ---- 3. Each row is in the state to which the newest leaf about it commits: a hash over the row as the database keeps it.

const stateOf = (text) => sha256(text).toString('base64')
const joined = (...parts) => parts.filter((part) => part !== null).join('|')
const days = (day) => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000
/** Seconds since 1970 with six decimals. */
const seconds = (moment) => `${Date.parse(`${moment.slice(0, 19)}Z`) / 1000}.${moment.slice(20, 26)}`

/** A number that is written with its decimals, also where they are zeros. */
class Decimal {
  constructor(text) {
    this.text = text
  }
}
const decimal = (text) => text && new Decimal(text)
const optionalUnits = (text) => text && minorUnits(text)
const wordsOf = (text) => text.split(' ').filter(Boolean)
const bytesText = (hex) => hex && `\\x${hex}`

/** What PostgreSQL writes for a jsonb: members by length, then by bytes; nulls left out. */
function jsonbText(value) {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Decimal) return value.text
  if (typeof value !== 'object') return String(value)
  const shorterFirst = ([a], [b]) => a.length - b.length || (a < b ? -1 : 1)
  const members = Object.entries(value).filter(([, member]) => member !== null)
  return `{${members
    .sort(shorterFirst)
    .map(([name, member]) => `"${name}": ${jsonbText(member)}`)
    .join(', ')}}`
}
const rowState = (row) => stateOf(jsonbText(row))

/** What PostgreSQL writes for a whole row: what is empty, or has a bracket, a comma, a quote, a backslash or ASCII white space stands in quotes. */
const recordText = (values) =>
  `(${values
    .map((value) => {
      if (value === null) return ''
      const text = String(value)
      return text === '' || /[\t-\r "\\(),]/.test(text) ? `"${text.replace(/["\\]/g, '$&$&')}"` : text
    })
    .join(',')})`

const states = {
  accounts: ({ number, code, type, fund, role, currency }, ledger) =>
    rowState({ ledger, id: BigInt(number), code, type, fund, role, currency }),
  transactions: (t, ledger) => {
    const [day, recorded] = [days(t.effective_on), seconds(t.recorded_at)]
    const side = (l) => (l.side === 'debit' ? 'D' : 'C')
    const legs = t.legs.map(
      (l) => `${l.leg} ${l.account_number} ${side(l)} ${minorUnits(l.amount)} ${day} ${recorded}`,
    )
    return stateOf(
      joined(ledger, t.id, t.kind, t.fund ?? '', day, recorded, t.reverses ?? '', legs.join(',')),
    )
  },
  donations: (d, ledger) =>
    stateOf(
      joined(
        ...[ledger, d.id, d.collection, d.receipt, minorUnits(d.amount), d.channel, seconds(d.received_at)],
        ...[d.held === 'true' ? 't' : 'f', d.donor_kind, d.visibility, d.donor_commitment ?? '', d.reference],
      ),
    ),
  refunds: ({ id, donation, amount, reason, foreign_currency: currency, foreign_amount }, ledger) => {
    const foreign = foreign_amount && minorUnits(foreign_amount)
    const state = { ledger, id, donation, amount: minorUnits(amount), reason, currency }
    return rowState({ ...state, foreign_amount: foreign })
  },
  foreign_gifts: ({ donation, currency, amount, rate_id: rate }, ledger) =>
    rowState({ ledger, donation, currency, amount: minorUnits(amount), rate }),
  conversions: ({ id, collection, currency, sold, received, book_value, reference }, ledger) => {
    const sums = {
      sold: minorUnits(sold),
      received: minorUnits(received),
      book_value: minorUnits(book_value),
    }
    return rowState({ ledger, id, collection, currency, ...sums, reference })
  },
  invoice_payments: ({ id, invoice, round, account }, ledger) =>
    rowState({ ledger, id, invoice, round: BigInt(round), account }),
  box_openings: ({ line: _, drive, box, box_id, ciphertext, ...row }, ledger) => {
    const given = (text) => text && JSON.parse(text)
    return rowState({
      ...row,
      ...{ ledger, box: box_id, round: BigInt(row.round), present: BigInt(row.present) },
      ...{ present_sealed: bytesText(ciphertext), seal_broken: row.seal_broken === 'true' },
      ...{ counted: minorUnits(row.counted), denominations: given(row.denominations) },
      foreign_notes: given(row.foreign_notes),
    })
  },
  gifts_in_kind: ({ line: _, quantity, evidence, ...row }, ledger) =>
    rowState({ ...row, ledger, quantity: decimal(quantity), evidence: wordsOf(evidence) }),
  authorizations: (row, ledger) => {
    const { id, collection, amount, currency, channel, settlement, authorized_on, lapses_on } = row
    const { reference, authorized_by, variant_hash, recorded_at } = row
    const promised = { collection, amount: minorUnits(amount), currency, channel, settlement, reference }
    return rowState({
      ledger,
      id,
      ...promised,
      authorized_on,
      lapses_on,
      authorized_by,
      variant_hash,
      recorded_at,
    })
  },
  authorization_settlements: (row, ledger) => {
    const { id: authorization_id, donation, settled_on, reason, settled_by, settled_at: recorded_at } = row
    return rowState({ ledger, authorization_id, donation, settled_on, reason, settled_by, recorded_at })
  },
  payouts: ({ line: _, gross, fee, ...row }, ledger) =>
    rowState({ ...row, ledger, gross: minorUnits(gross), fee: minorUnits(fee) }),
  held_payments: ({ line: _, drive: __, beneficiary, ciphertext, ...row }, ledger) => {
    const sums = {
      amount: minorUnits(row.amount),
      value: optionalUnits(row.value),
      quantity: decimal(row.quantity),
    }
    const lists = { evidence: wordsOf(row.evidence), grounds: wordsOf(row.grounds) }
    const who = { beneficiary_lookup: bytesText(beneficiary), beneficiary_sealed: bytesText(ciphertext) }
    return rowState({ ...row, ledger, ...sums, ...lists, ...who })
  },
  fund_transfers: ({ line: _, from_drive: __, to_drive: ___, amount, ...row }, ledger) =>
    rowState({ ...row, ledger, amount: minorUnits(amount) }),
  statements: ({ line: _, opening, credits, debits, closing, ...row }, ledger) => {
    const [opened, came, went, closed] = [opening, credits, debits, closing].map(minorUnits)
    return rowState({
      ...row,
      ledger,
      lines: BigInt(row.lines),
      opening: opened,
      credits: came,
      debits: went,
      closing: closed,
    })
  },
  statement_match_batches: ({ line: _, ...row }, ledger) =>
    rowState({ ...row, ledger, matches: BigInt(row.matches) }),
  match_undoings: ({ id, statement, number, round, reason, asked_by, asked_at }, ledger) => {
    const place = { ledger, statement, line: BigInt(number), round: BigInt(round) }
    return rowState({ id, ...place, reason, asked_by, asked_at })
  },
  match_undoing_decisions: (row, ledger) => {
    const { id: undoing, statement, number, round, asked_by, decision, reasons, decided_by, decided_at } = row
    const place = { ledger, statement, line: BigInt(number), round: BigInt(round) }
    return rowState({ undoing, ...place, asked_by, decision, reasons, decided_by, decided_at })
  },
  period_seals: ({ where: _, moved: __, ...row }) => rowState(row),
}

/** Compares a row with its newest leaf; what is left over in the end are leaves without a row. */
function compareState(log, table, key, state, where) {
  const committed = log.states.get(`${table} ${key}`)
  log.states.delete(`${table} ${key}`)
  if (committed === undefined) wrong(where, 'no leaf of the log speaks of this row')
  else must(committed === state, where, 'the row is not what the log committed to')
}

/** Accounts are opened with their drive, and then stand in the log of the register: those are only counted. */
async function readAccounts(kit, log) {
  const chart = new Map()
  let elsewhere = 0
  for await (const row of rowsOf('accounts.csv')) {
    chart.set(row.number, row)
    const where = `accounts.csv, line ${row.line}`
    const key = `${kit.ledger}/${row.number}`
    if (log.states.has(`accounts ${key}`))
      compareState(log, 'accounts', key, states.accounts(row, kit.ledger), where)
    else elsewhere += 1
    must(
      row.account === (row.fund ? row.code.replace(row.beside ?? row.fund, row.drive) : row.code),
      where,
      'has another name',
    )
  }
  say(`rows   ${chart.size} accounts, ${elsewhere} of them opened in the log of the register`)
  return chart
}

// ---- 4. Bank statements foot, their lines are those that were hashed with them, and so is what became of each line.

/** Answers the lines that stand for a transaction, by it: what each moved at the bank, and at which end of a transfer between own accounts. */
async function checkStatements(kit, log) {
  const linked = new Map()
  const [statements, batches] = [new Map(), new Map()]
  const opened = (row, file) => ({
    ...row,
    where: `${file}, line ${row.line}`,
    hash: createHash('sha256'),
    D: 0n,
    C: 0n,
    many: 0,
  })
  for await (const row of rowsOf('statements.csv')) {
    const [opening, credits, debits, closing] = ['opening', 'credits', 'debits', 'closing'].map((column) =>
      minorUnits(row[column]),
    )
    const statement = opened(row, 'statements.csv')
    statements.set(row.id, statement)
    must(opening + credits - debits === closing, statement.where, 'opening + credits - debits is not closing')
    compareState(log, 'statements', row.id, states.statements(row, kit.ledger), statement.where)
  }
  for await (const row of rowsOf('match-batches.csv')) {
    const batch = opened(row, 'match-batches.csv')
    batches.set(row.id, batch)
    compareState(
      log,
      'statement_match_batches',
      row.id,
      states.statement_match_batches(row, kit.ledger),
      batch.where,
    )
  }
  const undone = await readUndoings(kit, log)
  const count = { lines: 0, linked: 0, undone: 0 }
  for await (const row of rowsOf('statement-lines.csv')) {
    const where = `statement-lines.csv, line ${row.line}`
    const statement = statements.get(row.statement)
    if (!must(statement !== undefined, where, 'is of no statement of statements.csv')) continue
    count.lines += 1
    statement.hash.update(sha256(recordText(lineRecord(kit, row))))
    statement.many += 1
    statement[row.side] += minorUnits(row.amount)
    const before = undone.get(`${row.statement} ${row.number}`) ?? []
    undone.delete(`${row.statement} ${row.number}`)
    count.undone += before.length
    must(row.round === null || row.round === String(before.length), where, 'its match is not the next one')
    for (const match of row.batch === null ? before : [...before, row]) {
      const batch = batches.get(match.batch)
      if (!must(batch?.statement === row.statement, where, 'was matched in no batch of match-batches.csv'))
        continue
      batch.hash.update(sha256(matchText(kit, match)))
      batch.many += 1
    }
    const { transaction, end } = row
    if (transaction === null) continue
    count.linked += 1
    const units = row.side === 'C' ? minorUnits(row.amount) : -minorUnits(row.amount)
    const others = linked.get(transaction) ?? []
    const isFree = others.every((other) => end !== null && other.end !== null && other.end !== end)
    must(isFree, where, 'its transaction stands on another line, too')
    linked.set(transaction, [...others, { where, end, units, currency: statement.currency }])
  }
  for (const [line] of undone) wrong(`match-undoings.csv, ${line}`, 'is of no line of statement-lines.csv')
  for (const { where, hash, lines_hash: said, lines, many, C, D, credits, debits } of statements.values()) {
    must(
      hash.digest('hex') === said,
      where,
      'its lines in statement-lines.csv are not those that were hashed with it',
    )
    must(BigInt(lines) === BigInt(many), where, `says ${lines} lines, has ${many}`)
    must(C === minorUnits(credits) && D === minorUnits(debits), where, 'is not the sum of its lines')
  }
  for (const { where, hash, matches_hash: said, matches, many } of batches.values()) {
    must(
      hash.digest('hex') === said,
      where,
      'its matches in statement-lines.csv are not those that were hashed with it',
    )
    must(BigInt(matches) === BigInt(many), where, `says ${matches} matches, has ${many}`)
  }
  say(
    `bank   ${statements.size} statements that foot, ${count.lines} lines, ${count.linked} of them linked to entries${
      count.undone === 0 ? '' : `, ${count.undone} matches undone`
    }`,
  )
  return linked
}

/** The matches that were undone, by their line, in their order: a second person has confirmed each. */
async function readUndoings(kit, log) {
  const undone = new Map()
  for await (const row of rowsOf('match-undoings.csv')) {
    const where = `match-undoings.csv, line ${row.line}`
    compareState(log, 'match_undoings', row.id, states.match_undoings(row, kit.ledger), where)
    if (row.decision === null) continue
    const state = states.match_undoing_decisions(row, kit.ledger)
    compareState(log, 'match_undoing_decisions', row.id, state, where)
    if (row.decision !== 'confirm') continue
    must(row.asked_by !== row.decided_by, where, 'was confirmed by who asked for it')
    const place = `${row.statement} ${row.number}`
    const before = undone.get(place) ?? []
    must(row.round === String(before.length), where, 'is of another match of its line')
    undone.set(place, [...before, { ...row, reason: row.match_reason }])
  }
  return undone
}

/** A match as its batch has hashed it. */
function matchText({ ledger }, { statement, number, transaction, reason, note, batch, end, ...match }) {
  const { round, entry_round } = match
  const isFirst = round === '0' && entry_round === '0'
  const record = recordText([ledger, statement, number, transaction, reason, note, batch])
  return `${record}${end ?? ''}${isFirst ? '' : `~${round}~${entry_round}`}`
}

/** The columns of a line in the order of its table. */
const lineRecord = ({ ledger }, row) => [
  ...[
    ledger,
    row.statement,
    row.number,
    `\\x${row.content_hash}`,
    row.booked_on,
    row.side,
    minorUnits(row.amount),
  ],
  ...[row.reversal[0], row.knp, row.kod, row.kbe, row.document_number, row.reference, row.drive],
  ...[row.counterparty && `\\x${row.counterparty}`, `\\x${row.ciphertext}`, row.repeats[0]],
]

// ---- 5. Each seal has the hash of what it says, and that of the seal before it; the head of the log that it names is in the log.

/** As RFC 8785 writes it. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

const dayAfter = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function readSeals() {
  const lines = read('seals.ndjson').split('\n').slice(0, -1)
  return lines.map((line, i) => ({
    ...JSON.parse(line),
    where: `seals.ndjson, line ${i + 1}`,
    moved: new Map(),
  }))
}

/** What a leg moved belongs to the first seal that reaches its day. */
function bookInSeal(kit, { code, currency }, day, side, units) {
  const moved = kit.seals.find(({ through }) => day <= through)?.moved
  if (moved === undefined) return
  const key = `${code} ${currency}`
  const sum = moved.get(key) ?? { debit: 0n, credit: 0n }
  moved.set(key, { ...sum, [side]: sum[side] + units })
}

function checkSeals(kit, log) {
  const standing = new Map()
  let before
  for (const seal of kit.seals) {
    const {
      where,
      ledger,
      first_day: from,
      through,
      log_size: size,
      log_root: root,
      trial_balance: trialBalance,
      previous,
    } = seal
    compareState(log, 'period_seals', `${ledger}/${through}`, states.period_seals(seal), where)
    const content = { ledger, from, through, log: { size, root }, trialBalance, previous }
    must(`sha256:${sha256(canonical(content)).toString('hex')}` === seal.hash, where, 'has another hash')
    must(previous === (before?.hash ?? null), where, 'does not follow the seal before it')
    must(
      from === (before ? dayAfter(before.through) : null),
      where,
      'does not begin where the seal before it ends',
    )
    for (const { account, currency, ...said } of trialBalance) {
      const key = `${account} ${currency}`
      const { debit = 0n, credit = 0n } = seal.moved.get(key) ?? {}
      const opening = standing.get(key) ?? 0n
      const sums = [opening, debit, credit, opening + debit - credit]
      standing.set(key, sums[3])
      seal.moved.delete(key)
      const same = `${[said.opening, said.debit, said.credit, said.closing]}` === `${sums}`
      must(same, where, `${account} is not the sum of its entries in journal.csv`)
    }
    for (const key of seal.moved.keys()) wrong(where, `${key} is missing in its trial balance`)
    before = seal
  }
  say(
    `seals  ${kit.seals.length} months sealed, each with the one before it, the head of the log and the sums of its entries`,
  )
}

// ---- 6. Debits equal credits, and the three journals say the same.

const ofTheWhole = ['kind', 'code', 'effective_on', 'recorded_at', 'fund', 'drive', 'reverses']

/** The transactions of journal.csv with their legs: lines that follow each other, and say the same of the whole. */
async function* transactionsOf(name) {
  let open
  for await (const row of rowsOf(name)) {
    if (open?.id !== row.transaction) {
      if (open) yield open
      open = { ...row, id: row.transaction, legs: [] }
    }
    const same = ofTheWhole.every((column) => row[column] === open[column])
    must(same, `${name}, line ${row.line}`, 'differs from the first leg of its transaction')
    open.legs.push(row)
  }
  if (open) yield open
}

/** The transactions of a journal of hledger or beancount as texts; the accounts that it opens are added to `accounts`. */
async function* textsOf(name, accounts) {
  let open
  for await (const line of linesOf(name)) {
    const account = /^(?:account|\d{4}-\d\d-\d\d open) (\S+)/.exec(line)
    if (account) accounts.add(account[1])
    const [head, day, code] = /^(\d{4}-\d\d-\d\d) (?:\*|\((\S+)\))/.exec(line) ?? []
    if (head) {
      if (open) yield textOf(open)
      open = { day, facts: code ? { code } : {}, postings: [] }
    }
    if (!open) continue
    const posting = /^\s+(\S+) {2}(-?\d+\.\d\d [A-Z]{3})$/.exec(line)
    if (posting) open.postings.push(`${posting[1]} ${posting[2]}`)
    else
      for (const [, fact, value] of line.matchAll(/\b([a-z]+):\s*"?([^\s",]+)/g)) open.facts[fact] ??= value
  }
  if (open) yield textOf(open)
}

/** Day, facts in the order of their names, postings. */
const textOf = ({ day, facts, postings }) =>
  JSON.stringify([
    day,
    Object.entries(facts)
      .filter(([, value]) => value !== null)
      .sort(),
    postings,
  ])

/** The text that a transaction of journal.csv must have in another journal, where accounts are named by a column of the chart. */
function expectedText({ legs, ...transaction }, chart, column) {
  const { id, code, kind, recorded_at: recorded, drive, fund, reverses } = transaction
  const postings = legs.map(({ account_number: number, side, amount, currency }) => {
    const sign = side === 'debit' ? '' : '-'
    return `${chart.get(number)?.[column]} ${sign}${amount} ${currency}`
  })
  const facts = { id, code, kind, recorded, fund: drive ?? fund, reverses }
  return textOf({ day: transaction.effective_on, facts, postings })
}

async function checkJournals(kit, log, chart) {
  const others = { 'journal.hledger': 'account', 'journal.beancount': 'beancount' }
  const readers = Object.entries(others).map(([name, column]) => {
    const accounts = new Set()
    return { name, column, accounts, texts: textsOf(name, accounts) }
  })
  const booked = { sums: new Map(), transactions: new Map(), count: 0 }
  for await (const transaction of transactionsOf('journal.csv')) {
    booked.count += 1
    const where = `journal.csv, line ${transaction.line}, transaction ${transaction.id}`
    compareState(
      log,
      'transactions',
      `${kit.ledger}/${transaction.id}`,
      states.transactions(transaction, kit.ledger),
      where,
    )
    book(kit, chart, booked, transaction, where)
    for (const { name, column, texts } of readers) {
      const same = (await texts.next()).value === expectedText(transaction, chart, column)
      must(same, `${name}, transaction ${transaction.id}`, 'differs from journal.csv')
    }
  }
  for (const { name, column, texts, accounts } of readers) {
    must((await texts.next()).done, name, 'has transactions that journal.csv has not')
    const own = new Set([...chart.values()].map((account) => account[column]))
    must(
      own.size === accounts.size && [...own].every((each) => accounts.has(each)),
      name,
      'opens other accounts',
    )
  }
  for (const [id, [{ where }]] of kit.linked) wrong(where, `its transaction ${id} is not in journal.csv`)
  say(
    `rows   ${booked.count} transactions, as the log committed to them; debits equal credits; three journals agree`,
  )
  return booked
}

/** Adds a transaction to the sums of its accounts. */
function book(kit, chart, booked, { id, effective_on: day, legs }, where) {
  const balances = new Map()
  for (const { account_number: number, account, type, fund, drive, side, amount, currency } of legs) {
    const own = chart.get(number) ?? {}
    const same = own.account === account && own.type === type && own.currency === currency
    must(same, where, `account ${number} is another in accounts.csv`)
    must((kit.drives.get(fund) ?? null) === drive, where, 'its drive has another number in accounts.csv')
    const units = side === 'debit' ? minorUnits(amount) : -minorUnits(amount)
    balances.set(currency, (balances.get(currency) ?? 0n) + units)
    bookInSeal(kit, own, day, side, minorUnits(amount))
    const sum = booked.sums.get(number) ?? { opening: 0n, debit: 0n, credit: 0n }
    booked.sums.set(number, sum)
    if (day < kit.from) sum.opening += units
    else if (day <= kit.to) sum[side] += minorUnits(amount)
  }
  for (const [currency, balance] of balances) must(balance === 0n, where, `does not balance in ${currency}`)
  for (const line of kit.linked.get(id) ?? [])
    must(
      atBank(legs, line) === line.units,
      line.where,
      `its transaction ${id} moved another amount at the bank`,
    )
  kit.linked.delete(id)
  booked.transactions.set(id, `${legs[0].amount} ${legs[0].currency} ${day} ${legs[0].code}`)
}

/** What a transaction moved on bank accounts in the currency of a line: a line of one end stands for the legs of that end. */
const atBank = (legs, { currency, end }) =>
  legs
    .filter((leg) => /^assets:bank(:|$)/.test(leg.account) && leg.currency === currency)
    .filter(({ side }) => end === null || side === (end === 'C' ? 'debit' : 'credit'))
    .reduce(
      (sum, { side, amount }) => sum + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)),
      0n,
    )

// ---- 7. The trial balance: opening + debits - credits = closing, and each figure is the sum of its entries.

async function checkTrialBalance(chart, booked) {
  const totals = new Map()
  for await (const row of rowsOf('trial-balance.csv')) {
    const where = `trial-balance.csv, line ${row.line} (${row.account})`
    const figures = ['opening', 'debit', 'credit', 'closing'].map((column) => minorUnits(row[column]))
    const [opening, debit, credit, closing] = figures
    must(opening + debit - credit === closing, where, 'opening + debits - credits is not closing')
    const total = totals.get(row.currency) ?? [0n, 0n, 0n, 0n]
    if (row.account_number === null) {
      must(`${total}` === `${figures}`, where, 'is not the sum of the accounts')
      must(opening === 0n && closing === 0n && debit === credit, where, 'debits do not equal credits')
      continue
    }
    totals.set(
      row.currency,
      total.map((sum, i) => sum + figures[i]),
    )
    const { account, currency } = chart.get(row.account_number) ?? {}
    must(account === row.account && currency === row.currency, where, 'is another account in accounts.csv')
    const sum = booked.sums.get(row.account_number) ?? { opening: 0n, debit: 0n, credit: 0n }
    const same = sum.opening === opening && sum.debit === debit && sum.credit === credit
    must(same, where, 'is not the sum of its entries in journal.csv')
    booked.sums.delete(row.account_number)
  }
  for (const number of booked.sums.keys()) wrong('trial-balance.csv', `account ${number} is missing`)
  say(`sums   trial balance: opening + movements = closing for each account, and the totals foot`)
}

// ---- 8. Each donation, payment and refund is a transaction of that amount; what was promised or held is as the log has it; documents are those that rows cite.

async function checkRegisters(kit, log, booked) {
  const count = { donations: 0, disbursements: 0, refunds: 0 }
  const values = new Map()
  const goods = new Set()
  const drives = new Map(kit.drives)
  const ofAnother = 'its drive has another number in accounts.csv'
  for (const table of ['donations', 'refunds'])
    for await (const row of rowsOf(`${table}.csv`)) {
      count[table] += 1
      const where = `${table}.csv, line ${row.line}`
      compareState(log, table, `${kit.ledger}/${row.id}`, states[table](row, kit.ledger), where)
      const { subject } = log.facts.get(row.id) ?? {}
      const drive = row.drive ?? drives.get(row.donation)
      if (table === 'donations') {
        must(drives.get(row.collection) === drive, where, ofAnother)
        drives.set(row.id, drive)
        if (row.channel === 'in-kind') goods.add(row.id)
        if (row.foreign_amount) values.set(row.id, minorUnits(row.amount))
      }
      must(subject === `collection:${drive}`, where, `its leaf speaks of ${subject}, not of ${drive}`)
      checkBooked(booked, row, row.refunded_on, where)
    }
  await checkCurrencies(kit, log, booked, values)
  const evidence = new Set()
  const cites = (register, { id, evidence: hashes }) => {
    for (const hash of wordsOf(hashes ?? '')) evidence.add(`${hash} ${register} ${id}`)
  }
  const payments = new Map()
  const owed = new Map()
  for await (const row of rowsOf('disbursements.csv')) {
    count.disbursements += 1
    const where = `disbursements.csv, line ${row.line}`
    checkDisbursement(log, `${kit.ledger}/${row.id}`, row, where)
    must(drives.get(row.collection) === row.drive, where, ofAnother)
    checkBooked(booked, row, row.paid_on, where)
    if (row.due_on) owed.set(row.id, row.amount)
    payments.set(row.id, row.beneficiary_commitment)
    cites('disbursements', row)
  }
  await checkInvoices(kit, log, booked, owed)
  await checkBoxes(kit, log, booked, drives, cites)
  await checkGoods(kit, log, goods, cites)
  await checkPromises(kit, log, booked, drives)
  await checkHeld(kit, log, payments, cites)
  await checkTransfers(kit, log, booked)
  await checkPayouts(kit, log, booked)
  await checkDocuments(kit, evidence)
  say(
    `rows   ${Object.entries(count)
      .map(([table, many]) => `${many} ${table}`)
      .join(', ')}, as the log committed to them`,
  )
}

/** What was owed and then paid: an invoice of that sum. */
async function checkInvoices(kit, log, booked, owed) {
  for await (const row of rowsOf('invoice-payments.csv')) {
    const where = `invoice-payments.csv, line ${row.line}`
    const state = states.invoice_payments(row, kit.ledger)
    compareState(log, 'invoice_payments', `${kit.ledger}/${row.id}`, state, where)
    must(owed.get(row.invoice) === row.amount, where, 'is of no invoice of that sum in disbursements.csv')
    checkBooked(booked, { ...row, currency: 'KZT' }, row.paid_on, where)
  }
}

/** What was counted when donation boxes were opened; an empty box leaves nothing in the journal. */
async function checkBoxes(kit, log, booked, drives, cites) {
  for await (const row of rowsOf('box-openings.csv')) {
    const where = `box-openings.csv, line ${row.line}`
    compareState(log, 'box_openings', `${kit.ledger}/${row.id}`, states.box_openings(row, kit.ledger), where)
    const { drive } = row
    must(drives.get(row.collection) === drive, where, 'its drive has another number in accounts.csv')
    cites('box-openings', { id: row.id, evidence: row.document })
    const counted = booked.transactions.get(row.id)
    if (row.counted === '0.00') must(counted === undefined, where, `the journal says ${counted}`)
    else checkBooked(booked, { id: row.id, amount: row.counted, currency: 'KZT' }, undefined, where)
  }
}

/** A gift in kind is a donation, and what it consists of stands beside it. */
async function checkGoods(kit, log, goods, cites) {
  for await (const row of rowsOf('gifts-in-kind.csv')) {
    const where = `gifts-in-kind.csv, line ${row.line}`
    const state = states.gifts_in_kind(row, kit.ledger)
    compareState(log, 'gifts_in_kind', `${kit.ledger}/${row.id}`, state, where)
    must(goods.delete(row.id), where, 'is no donation in kind')
    cites('gifts-in-kind', row)
  }
  for (const id of goods) wrong('gifts-in-kind.csv', `lacks ${id}`)
}

/** What a payment system has authorized: captured by a donation of no more, given up, or neither. */
async function checkPromises(kit, log, booked, drives) {
  for await (const row of rowsOf('authorizations.csv')) {
    const where = `authorizations.csv, line ${row.line}`
    const key = `${kit.ledger}/${row.id}`
    compareState(log, 'authorizations', key, states.authorizations(row, kit.ledger), where)
    must(drives.get(row.collection) === row.drive, where, 'its drive has another number in accounts.csv')
    if (row.settled_on === null) continue
    const settled = states.authorization_settlements(row, kit.ledger)
    compareState(log, 'authorization_settlements', key, settled, where)
    if (row.donation === null) continue
    const [amount = '0', , day] = (booked.transactions.get(row.donation) ?? '').split(' ')
    const isTaken = minorUnits(amount) <= minorUnits(row.amount) && day === row.settled_on
    must(isTaken && drives.get(row.donation) === row.drive, where, `${row.donation} does not capture it`)
  }
}

/** What waited for a second person: approved by another than proposed it, it is a payment to the same. */
async function checkHeld(kit, log, payments, cites) {
  for await (const row of rowsOf('held-payments.csv')) {
    const where = `held-payments.csv, line ${row.line}`
    const state = states.held_payments(row, kit.ledger)
    compareState(log, 'held_payments', `${kit.ledger}/${row.id}`, state, where)
    cites('held-payments', row)
    if (row.status !== 'approved') continue
    const isPaid = payments.get(row.disbursement) === row.beneficiary_commitment
    must(isPaid, where, `${row.disbursement} is no payment to the same`)
    must(row.decided_by !== row.proposed_by, where, 'was approved by who proposed it')
  }
}

async function checkTransfers(kit, log, booked) {
  for await (const row of rowsOf('fund-transfers.csv')) {
    const where = `fund-transfers.csv, line ${row.line}`
    compareState(log, 'fund_transfers', row.id, states.fund_transfers(row, kit.ledger), where)
    const ofDrives = kit.drives.get(row.from_collection) === row.from_drive
    must(ofDrives && kit.drives.get(row.to_collection) === row.to_drive, where, 'is of other drives')
    if (row.status === 'approved') checkBooked(booked, { ...row, id: row.transaction }, row.decided_on, where)
  }
}

/** A payout of a payment system is the sum of its donations, and its leaf has a hash over them. */
async function checkPayouts(kit, log, booked) {
  const payouts = new Map()
  for await (const row of rowsOf('payouts.csv')) {
    const where = `payouts.csv, line ${row.line}`
    compareState(log, 'payouts', `${kit.ledger}/${row.id}`, states.payouts(row, kit.ledger), where)
    must(booked.transactions.has(row.id), where, 'is not in the journal')
    payouts.set(row.id, { ...row, where, parts: [], sum: 0n })
  }
  for await (const { payout, donation, round, amount, line } of rowsOf('payout-donations.csv')) {
    const open = payouts.get(payout)
    if (!must(open !== undefined, `payout-donations.csv, line ${line}`, 'is of no payout')) continue
    open.parts.push(`${donation}|${round}|${minorUnits(amount)}`)
    open.sum += minorUnits(amount)
  }
  for (const { where, parts, sum, gross, donations_hash: said } of payouts.values()) {
    must(sum === minorUnits(gross), where, 'is not the sum of its donations')
    const hash = sha256(parts.sort().join(',')).toString('hex')
    must(hash === said, where, 'its donations in payout-donations.csv are not those that were hashed')
  }
}

/** Each document is evidence of a row that cites it, and is packed under its hash; or the list says why it is not. */
async function checkDocuments(kit, evidence) {
  const [packed, reasons] = [new Set(), new Map()]
  for await (const { sha256: hash, register, row, file, reason, line } of rowsOf('documents.csv')) {
    const where = `documents.csv, line ${line}`
    must(evidence.delete(`${hash} ${register} ${row}`), where, 'is evidence of no such row')
    if (file === null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    else packed.add(file)
    const isThere =
      file === null ? reason !== null : file.startsWith(`documents/${hash}.`) && kit.files.has(file)
    must(isThere, where, 'is not packed, and does not say why')
  }
  for (const cited of evidence) wrong('documents.csv', `lacks ${cited}`)
  say(`docs   ${packed.size} documents are packed, each under its hash`)
  for (const [reason, many] of reasons)
    say(`note   ${many} citations of documents that are not packed: ${reason}`)
}

/** What came in other currencies: valued by the rate that its leaf names, half to even; and what a bank has converted. */
async function checkCurrencies(kit, log, booked, values) {
  for await (const row of rowsOf('foreign-gifts.csv')) {
    const where = `foreign-gifts.csv, line ${row.line}`
    const state = states.foreign_gifts(row, kit.ledger)
    compareState(log, 'foreign_gifts', `${kit.ledger}/${row.donation}`, state, where)
    const { rate = {}, ...said } = log.facts.get(row.donation) ?? {}
    const value = valueInTiyn(minorUnits(row.amount), row)
    const pairs = [
      [said.amount, `${minorUnits(row.amount)}`],
      [said.currency, row.currency],
      [said.value, `${value}`],
      [said.value, `${values.get(row.donation)}`],
      [rate.rate, row.rate],
      [`${rate.units}`, row.units],
      [rate.day, row.day],
      [rate.origin, row.origin],
    ]
    for (const [leaf, own] of pairs) must(leaf === own, where, `its leaf says ${leaf}, the row ${own}`)
    values.delete(row.donation)
  }
  for (const donation of values.keys()) wrong('foreign-gifts.csv', `lacks ${donation}`)
  for await (const row of rowsOf('conversions.csv')) {
    const where = `conversions.csv, line ${row.line}`
    const state = states.conversions(row, kit.ledger)
    compareState(log, 'conversions', `${kit.ledger}/${row.id}`, state, where)
    checkBooked(booked, { id: row.id, amount: row.sold, currency: row.currency }, row.converted_on, where)
  }
}

function valueInTiyn(amount, { rate, units }) {
  const [whole, decimals = ''] = rate.split('.')
  const [product, divisor] = [
    amount * BigInt(whole + decimals),
    10n ** BigInt(decimals.length) * BigInt(units),
  ]
  const [quotient, twiceRest] = [product / divisor, (product % divisor) * 2n]
  return twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient
}

/** A donation is received at a moment of which the journal has the day in Almaty, so its day is the leaf's affair. */
function checkBooked(booked, { id, receipt, ...row }, paidOn, where) {
  const [amount, currency] = [row.foreign_amount ?? row.amount, row.foreign_currency ?? row.currency]
  const transaction = booked.transactions.get(id) ?? 'nothing'
  const day = paidOn ?? transaction.split(' ')[2]
  must(
    transaction === `${amount} ${currency} ${day} ${receipt ?? id}`,
    where,
    `the journal says ${transaction}`,
  )
}

/** The row in the database holds a sealed name, which is not in the kit: compared with the facts of its leaf instead. */
function checkDisbursement(log, key, row, where) {
  must(log.states.delete(`disbursements ${key}`), where, 'no leaf of the log speaks of this row')
  const said = log.facts.get(row.id) ?? {}
  const pairs = [
    [said.amount, `${minorUnits(row.foreign_amount ?? row.amount)}`],
    [said.currency, row.foreign_currency ?? row.currency],
    [said.value ?? said.amount, `${minorUnits(row.amount)}`],
    [said.category, row.category],
    [said.paidOn, row.paid_on],
    [said.beneficiary, row.beneficiary_commitment],
    [said.evidence?.join(' '), row.evidence ?? ''],
    [said.subject, `collection:${row.drive}`],
    // Leaves from before payments in cash do not name the channel.
    [said.channel ?? 'transfer', row.channel],
    [said.goods?.gift ?? '', row.gift ?? ''],
    [said.goods?.quantity ?? '', row.quantity ?? ''],
    [said.dueOn ?? '', row.due_on ?? ''],
  ]
  for (const [leaf, own] of pairs) must(leaf === own, where, `its leaf says ${leaf}, the row ${own}`)
}

// ---- All of it.

async function main() {
  const isKey = (text) => /^[^+\s]+\+[0-9a-f]{8}\+/.test(text)
  const own = read('log/key.txt').trim()
  const key = given.find(isKey) ?? own
  must(key === own, 'log/key.txt', 'is another key than the one that you gave')
  if (!given.some(isKey)) say(`note   no key given: compare the kit's with one from elsewhere: ${own}`)
  const files = await checkManifest(key)
  const kit = { ...JSON.parse(read('kit.json')), files }
  must(key.split('+')[0].endsWith(`/${kit.ledger}`), 'kit.json', 'is of another ledger than the key')
  const kept = given.filter((text) => !isKey(text) && !isFolder(text))
  const notes = [
    ['log/checkpoint.txt', read('log/checkpoint.txt')],
    ...kept.map((file) => [file, readFileSync(file, 'utf8')]),
  ]
  const checkpoints = notes.map(([where, note]) => openCheckpoint(note, key, where)).filter(Boolean)
  kit.seals = readSeals()
  const log = await readLog(checkpoints, kit.seals)
  const chart = await readAccounts(kit, log)
  kit.drives = new Map([...chart.values()].map(({ fund, drive }) => [fund, drive]))
  kit.linked = await checkStatements(kit, log)
  const booked = await checkJournals(kit, log, chart)
  await checkTrialBalance(chart, booked)
  checkSeals(kit, log)
  await checkRegisters(kit, log, booked)
  checkLeftOver(log)
  say(wrongs === 0 ? `\nAll is well with the ledger ${kit.ledger}.` : `\n${wrongs} places are wrong.`)
}

/** Leaves whose row the kit does not hold: of the tables above it is gone, others are named. */
function checkLeftOver(log) {
  const others = new Map()
  for (const row of log.states.keys()) {
    const table = row.split(' ')[0]
    if (table in states || table === 'disbursements')
      wrong(row, 'the log speaks of this row, the kit does not hold it')
    else others.set(table, (others.get(table) ?? 0) + 1)
  }
  for (const [table, many] of others)
    say(`note   ${many} rows of ${table}, of which the log speaks, are not part of a kit`)
}

try {
  await main()
} catch (error) {
  wrong('the kit', error.message)
}
process.exitCode = wrongs === 0 ? 0 : 1
