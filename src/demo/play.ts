import type { House } from '../audit/house.js'
import { createAdministrator } from '../identity/actions.js'
import { hasPeople, personByLogin, standingOf } from '../identity/queries.js'
import { isRefusal } from '../kernel/problems.js'
import { type Credentials, grantRole, signEverybodyUp, signIn } from './cast.js'
import { fill, playChapter, type Remembered } from './chapters.js'
import { lookAt, postTo, StoryStopped, untilDoneAt } from './requests.js'
import { type Person, passwordOf, readScenario, type Scenario } from './scenario.js'

interface Telling {
  /** Takes a line for who watches. */
  readonly tell?: (line: string) => void
  /** What has not happened by then is left out. */
  readonly now?: Date
}

/** The administrator of the demo, made as `npx adal create-administrator` makes one; or there already. */
export async function makeAdministrator(house: House): Promise<Credentials> {
  const { login, name } = readScenario().administrator
  const password = passwordOf(login)
  const made = await createAdministrator(house, { login, password, name })
  if (isRefusal(made) && made.refused !== 'login-taken') throw new StoryStopped(made.title.en)
  return { login, password }
}

/**
 * Whether the demo story is to be told here: nobody has signed up yet, or it was interrupted. It is whole when the last of
 * its people holds her role.
 */
export async function needsStory({ read }: House): Promise<boolean> {
  if (!(await hasPeople(read))) return true
  const { administrator, people } = readScenario()
  const holds = async ({ login, role }: Pick<Person, 'login' | 'role'>): Promise<boolean> => {
    const person = await personByLogin(read, login)
    return person !== undefined && (await standingOf(read, person.id)).roles.some((held) => held === role)
  }
  if (!(await holds({ ...administrator, role: 'administrator' }))) return false
  return !(await holds(lastOf(people)))
}

/** Plays the demo story through the API of a running service, each step a request. Told again, nothing happens twice. */
export async function playStory(
  administrator: Credentials,
  address: string,
  { tell = console.log, now = new Date() }: Telling = {},
): Promise<Remembered> {
  const scenario = readScenario()
  const post = postTo(address)
  const tellWithTime = withTime(tell)
  const token = await signIn(post, administrator)
  const cast = await signEverybodyUp(post, scenario.people)
  tellWithTime(`${cast.size} people sign up`)
  const letIn = (person: Person) => grantRole(post, person, cast.get(person.login)?.id, token)

  for (const person of scenario.people.slice(0, -1)) await letIn(person)
  tellWithTime('the administrator grants them their roles')
  const stage = { post, untilDone: untilDoneAt(address), look: lookAt(address), tell: tellWithTime, now }
  let remembered: Remembered = {}
  for (const chapter of scenario.chapters)
    remembered = await playChapter({ ...stage, cast }, chapter, remembered)
  await letIn(lastOf(scenario.people))
  for (const line of epilogue(scenario, address, administrator, remembered)) tell(line)
  return remembered
}

/** Each line with the seconds since the beginning. */
function withTime(tell: (line: string) => void): (line: string) => void {
  const begun = performance.now()
  return (line) => tell(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${line}`)
}

function lastOf(people: readonly Person[]): Person {
  const last = people.at(-1)
  if (last === undefined) throw new StoryStopped('there is nobody in the story')
  return last
}

/** What may be asked, what is worth opening, and who may sign in. */
function epilogue(
  { administrator, people, questions, pages }: Scenario,
  address: string,
  played: Credentials,
  remembered: Remembered,
): string[] {
  const own = played.login === administrator.login ? [{ ...administrator, who: 'the administrator' }] : []
  return [
    `The story is told. Ask at ${address} whether these are real:`,
    ...questions.map(({ subject, what }) => `  ${String(fill(subject, remembered)).padEnd(41)} ${what}`),
    'Worth opening in a browser:',
    ...pages.map(
      ({ path, what }) => `  ${new URL(String(fill(path, remembered)), address).href.padEnd(60)} ${what}`,
    ),
    'Sign in as',
    ...[...people, ...own].map(
      ({ login, who }) => `  ${login.padEnd(20)} ${passwordOf(login).padEnd(20)} ${who}`,
    ),
  ]
}
