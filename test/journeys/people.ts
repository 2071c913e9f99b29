import type { Adal, Answer, Session } from '../support/app.js'
import { newKey } from '../support/stories.js'

/** Somebody in a journey. */
export interface Somebody {
  readonly session: Session | undefined
  /** `POST`, with a key of its own. */
  does(path: string, body?: unknown): Promise<Answer>
  /** The same, which must be granted; answers the body. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer.
  succeeds(path: string, body?: unknown): Promise<any>
  /** `GET`, which must be granted; answers the body. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer.
  sees(path: string): Promise<any>
  /** The verdict of the donor's question. */
  asksAbout(subject: string): Promise<string>
  /** Signs in again, on a later day, when the session is over. */
  signsInAgain(): Promise<Somebody>
}

function granted(answer: Answer): Answer {
  if (answer.status < 300) return answer
  throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
}

/** A person, or without a session anybody. */
export function somebody(adal: Adal, session?: Session): Somebody {
  const as = session && { as: session }
  const does = (path: string, body: unknown = {}) => adal.call('POST', path, { ...as, body, key: newKey() })
  return {
    session,
    does,
    succeeds: async (path, body) => granted(await does(path, body)).body,
    sees: async (path) => granted(await adal.call('GET', path, as)).body,
    asksAbout: async (subject) => {
      const asked = await adal.call('POST', '/v1/verifications', { ...as, body: { subject } })
      return granted(asked).body.verdict
    },
    signsInAgain: async () => {
      if (session === undefined) throw new Error('nobody to sign in')
      const { login, password } = session
      const { token } = granted(await adal.call('POST', '/v1/sessions', { body: { login, password } })).body
      return somebody(adal, { ...session, token })
    },
  }
}
