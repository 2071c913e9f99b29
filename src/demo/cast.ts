import type { Post } from './requests.js'
import { type Person, passwordOf } from './scenario.js'

export interface Credentials {
  readonly login: string
  readonly password: string
}

/** Somebody who has signed in. */
export interface Actor {
  readonly id: string
  readonly token: string
}

/** Answers a bearer token. */
export async function signIn(post: Post, { login, password }: Credentials): Promise<string> {
  const session = await post({ path: '/v1/sessions', body: { login, password } })
  return (session as { token: string }).token
}

/** Signs the people of the story up, all at once, and in; by login. */
export async function signEverybodyUp(post: Post, people: readonly Person[]): Promise<Map<string, Actor>> {
  const signUp = async ({ login, name, language }: Person): Promise<[string, Actor]> => {
    const password = passwordOf(login)
    const body = { login, password, name, language }
    const { id } = (await post({ path: '/v1/people', key: `demo-${login}`, body })) as { id: string }
    return [login, { id, token: await signIn(post, { login, password }) }]
  }
  return new Map(await Promise.all(people.map(signUp)))
}

/** Grants a person the role that she has in the story, if she has one. */
export async function grantRole(
  post: Post,
  { login, role, region }: Person,
  id: string | undefined,
  token: string,
): Promise<void> {
  if (role === undefined) return
  await post({ path: `/v1/people/${id}/roles`, token, key: `demo-${login}-${role}`, body: { role, region } })
}
