import type { House } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import type { Language } from '../kernel/texts.js'
import type { SubjectVerdict, Verification } from './contract.js'
import {
  atMostCaution,
  isAnothersAccount,
  isStale,
  reasonsFor,
  type Said,
  verdictOf,
  verdictOnAll,
} from './decisions.js'
import type { KnownOrganization } from './known.js'
import { isOwnLink } from './links.js'
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
  readonly reasons: readonly Said[]
}

/** Who asks. */
export interface Asker {
  readonly actor: Actor
  /** What the asker calls this service: the host of the request. */
  readonly host: string
  readonly language: Language
}

/** The donor's question: is this real? Answered in the reader's language and signed. Nothing of the subject is logged. */
export async function verify(
  house: House,
  signer: VerdictSigner,
  { actor, host, language }: Asker,
  text: string,
): Promise<Verification> {
  const now = house.clock()
  const { subjects, linked, links, hasUnread } = readSubjects(text)
  if (subjects.length === 0) return sign(unanswered(text, 'unreadable', language), signer, now)
  if (subjects.length > mostSubjects) return sign(unanswered(text, 'too-many', language), signer, now)
  const isElsewhere = links.some((link) => !isOwnLink(link, host))
  const judged = await judge(house, subjects, isElsewhere ? linked : new Set())
  await noteLooks(house, actor, judged)
  const sources = sourcesFor(subjects).map((name) => ({ name: name[language], asOf: now.toISOString() }))
  const parts = judged.map(viewOf)
  const stale = sources.some(({ asOf }) => isStale(new Date(asOf), now))
  const onAll = verdictOnAll(parts.map((part) => part.verdict))
  const areStrangers = haveDifferentHolders(parts)
  const isDoubtful = stale || isElsewhere || hasUnread || areStrangers
  const verdict = isDoubtful ? atMostCaution(onAll) : onAll
  const reasons = judged
    .flatMap(({ reasons, shown }) => reasons.map((said) => told(said, language, shown)))
    .sort((a, b) => weight(a.code) - weight(b.code))
  if (isElsewhere && linked.size === 0) reasons.push(told({ code: 'link-not-checked' }, language))
  if (hasUnread) reasons.push(told({ code: 'part-not-checked' }, language))
  if (areStrangers) reasons.push(told({ code: 'different-holders' }, language))
  if (stale) reasons.push(told({ code: 'source-stale' }, language))
  const subject = parts.map((part) => part.subject).join(' ')
  return sign({ verdict, reasons, sources, subject, subjects: parts }, signer, now)
}

/** A reason in words, with the organization that it speaks of, unless that is what was asked about. */
function told({ code, organization }: Said, language: Language, about?: string) {
  const whose =
    organization === undefined || organization.bin === about ? '' : `${named(organization, language)}: `
  return { code, text: `${whose}${textOf(code)[language]}`, ...(about && { about }) }
}

/** A name that nobody has confirmed is anybody's word: such a claim is called by its BIN alone. */
function named({ bin, name, status }: KnownOrganization, language: Language): string {
  const ofBin = `${{ kk: 'БСН', ru: 'БИН', en: 'BIN' }[language]} ${bin}`
  const isConfirmed = status === 'confirmed' || status === 'withdrawn'
  return isConfirmed ? `${name[language] ?? name.ru} (${ofBin})` : ofBin
}

/** The worst comes first. */
const weight = (code: ReasonCode): number =>
  ['warning', 'not-found', 'caution', 'verified', 'note'].indexOf(levelOf(code))

async function judge(
  house: House,
  subjects: readonly Subject[],
  linkedElsewhere: ReadonlySet<Subject>,
): Promise<Judged[]> {
  const found: Found[] = []
  for (const subject of subjects) found.push(await lookUp(house, subject))
  const all = found.map(({ known }) => known)
  return subjects.map((subject, i) => {
    const one = found[i]!
    const reasons = reasonsFor(one.known)
    const anothers: Said[] = isAnothersAccount(one.known, all) ? [{ code: 'account-of-another' }] : []
    const unseen: Said[] = linkedElsewhere.has(subject) ? [{ code: 'link-not-checked' }] : []
    return {
      subject,
      found: one,
      shown: shownAs(house, subject),
      reasons: [...anothers, ...reasons, ...unseen],
    }
  })
}

const place = 'verification.subject'

/** An IIN and a phone belong to a person: they leave only as a keyed hash, which tells nothing to anybody else. */
const shownAs = ({ sealer }: House, { kind, value }: Subject): string =>
  kind === 'iin' || kind === 'phone' ? `${kind}:${sealer.lookup(value, place).toString('base64url')}` : value

function viewOf({ subject, found, shown, reasons }: Judged): SubjectVerdict {
  const { organization, collection, box } = found
  return {
    kind: subject.kind,
    subject: shown,
    verdict: verdictOf(reasons.map(({ code }) => code)),
    ...(organization && { organization: { bin: organization.bin, name: organization.name } }),
    ...(collection && { collection: { number: collection.number, purpose: collection.purpose } }),
    ...(box && { box }),
  }
}

/** A real number beside a stranger's own, which may be real too, is how one is lent to the other. */
function haveDifferentHolders(parts: readonly SubjectVerdict[]): boolean {
  const holders = parts.map(({ organization, collection }) => organization?.bin ?? collection?.number)
  return new Set(holders.filter((holder) => holder !== undefined)).size > 1
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
