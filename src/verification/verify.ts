import type { House } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import type { Language } from '../kernel/texts.js'
import type { SubjectVerdict, Verification } from './contract.js'
import { isAnothersAccount, isStale, reasonsFor, verdictOf, verdictOnAll } from './decisions.js'
import { type Found, lookUp } from './look-ups.js'
import { levelOf, type ReasonCode, textOf } from './reasons.js'
import type { VerdictSigner } from './signing.js'
import { sourcesFor } from './sources.js'
import { readSubjects, type Subject } from './subjects.js'

/** So many parts of one message are looked up; a longer list would be a search of the register, not a donor's question. */
const mostSubjects = 10

interface Judged {
  readonly subject: Subject
  readonly found: Found
  readonly shown: string
  readonly reasons: readonly ReasonCode[]
}

/** The donor's question: is this real? Answered in the reader's language and signed. Nothing of the subject is logged. */
export async function verify(
  house: House,
  signer: VerdictSigner,
  actor: Actor,
  text: string,
  language: Language,
): Promise<Verification> {
  const now = house.clock()
  const { subjects, link } = readSubjects(text)
  if (subjects.length === 0) return sign(unanswered(text, 'unreadable', language), signer, now)
  if (subjects.length > mostSubjects) return sign(unanswered(text, 'too-many', language), signer, now)
  const judged = await judge(house, subjects)
  await noteLooks(house, actor, judged)
  const sources = sourcesFor(subjects).map((name) => ({ name: name[language], asOf: now.toISOString() }))
  const parts = judged.map(viewOf)
  const stale = sources.some(({ asOf }) => isStale(new Date(asOf), now))
  const verdict = verdictOnAll([...parts.map((part) => part.verdict), ...(stale ? ['caution' as const] : [])])
  const told = (code: ReasonCode, about?: string) => ({
    code,
    text: textOf(code)[language],
    ...(about && { about }),
  })
  const reasons = judged
    .flatMap(({ reasons, shown }) => reasons.map((code) => told(code, shown)))
    .sort((a, b) => weight(a.code) - weight(b.code))
  if (link) reasons.push(told('link-not-checked'))
  if (stale) reasons.push(told('source-stale'))
  const subject = parts.map((part) => part.subject).join(' ')
  return sign({ verdict, reasons, sources, subject, subjects: parts }, signer, now)
}

/** The worst comes first. */
const weight = (code: ReasonCode): number =>
  ['warning', 'not-found', 'caution', 'verified', 'note'].indexOf(levelOf(code))

async function judge(house: House, subjects: readonly Subject[]): Promise<Judged[]> {
  const found: Found[] = []
  for (const subject of subjects) found.push(await lookUp(house, subject))
  const all = found.map(({ known }) => known)
  return subjects.map((subject, i) => {
    const one = found[i]!
    const reasons = reasonsFor(one.known)
    const anothers: ReasonCode[] = isAnothersAccount(one.known, all) ? ['account-of-another'] : []
    return { subject, found: one, shown: shownAs(house, subject), reasons: [...anothers, ...reasons] }
  })
}

const place = 'verification.subject'

/** An IIN and a phone belong to a person: they leave only as a keyed hash, which tells nothing to anybody else. */
const shownAs = ({ sealer }: House, { kind, value }: Subject): string =>
  kind === 'iin' || kind === 'phone' ? `${kind}:${sealer.lookup(value, place).toString('base64url')}` : value

function viewOf({ subject, found, shown, reasons }: Judged): SubjectVerdict {
  const { organization, collection } = found
  return {
    kind: subject.kind,
    subject: shown,
    verdict: verdictOf(reasons),
    ...(organization && { organization: { bin: organization.bin, name: organization.name } }),
    ...(collection && { collection: { number: collection.number, purpose: collection.purpose } }),
  }
}

/** A look at a person who was found is an entry of the log that is never published; whom it concerns stands there as a hash. */
async function noteLooks(house: House, actor: Actor, judged: readonly Judged[]): Promise<void> {
  for (const { subject, found, shown } of judged) {
    if (subject.kind !== 'iin' || found.known.kind === 'nothing') continue
    const command = { actor, action: 'verification.look', log: 'internal', subject: shown }
    await house.door.act(command, async () => null)
  }
}

type Unsigned = Omit<Verification, 'signed'>

/** What could not be read is not repeated: nobody gets a sentence of his own signed by us. */
function unanswered(text: string, code: 'unreadable' | 'too-many', language: Language): Unsigned {
  const subject = `sha256:${sha256(text).toString('base64url')}`
  const subjects = [{ kind: 'unreadable' as const, subject, verdict: 'not-found' as const }]
  return {
    verdict: 'not-found',
    reasons: [{ code, text: textOf(code)[language] }],
    sources: [],
    subject,
    subjects,
  }
}

async function sign(answer: Unsigned, signer: VerdictSigner, now: Date): Promise<Verification> {
  const { verdict, reasons, sources, subject } = answer
  const claims = { verdict, reasons: reasons.map(({ code }) => code), sources, subject }
  return { ...answer, signed: await signer.sign(claims, now) }
}
