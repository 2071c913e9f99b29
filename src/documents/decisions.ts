import type { Actor, MemberRole } from '../kernel/actor.js'
import { hasRole } from '../kernel/actor.js'

/** Whose a document is. */
export interface Owned {
  readonly uploadedBy: string
  readonly organization: string | null
}

const roleIn = (actor: Actor, organization: string | null): MemberRole | undefined =>
  actor.organizations.find(({ id }) => id === organization)?.role

/** Its uploader, and the people of the organization for which it was uploaded. */
export const isTheirs = (actor: Actor, document: Owned): boolean =>
  document.uploadedBy === actor.id || roleIn(actor, document.organization) !== undefined

/** A document is private until it is published; auditors see all. */
export const maySee = (actor: Actor, document: Owned & { readonly isPublished: boolean }): boolean =>
  document.isPublished || isTheirs(actor, document) || hasRole(actor, 'auditor')

const publishers: readonly (MemberRole | undefined)[] = ['first-person', 'treasurer']

/** What is an organization's is published by those who answer for its money; what is a person's, by herself. */
export const mayPublish = (actor: Actor, document: Owned): boolean =>
  document.organization === null
    ? document.uploadedBy === actor.id
    : publishers.includes(roleIn(actor, document.organization))
