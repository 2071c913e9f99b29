import type { Pool } from './pool.js'

export const readerRole = 'adal_reader'
export const writerRole = 'adal_writer'

/**
 * Creates the two NOLOGIN roles and lets the connecting role set itself to them, where it may. They are shared by all
 * databases of a server, so another service may be creating them at this moment: whoever loses finds them there.
 */
export async function createRoles(owner: Pool): Promise<void> {
  for (const role of [readerRole, writerRole]) {
    await owner.unsafe(`DO $$ BEGIN
      IF to_regrole('${role}') IS NULL THEN CREATE ROLE ${role} NOLOGIN; END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
    END $$`)
    // Since 16 the creator of a role may grant it, but may not yet set itself to it.
    await owner.unsafe(`DO $$ BEGIN
      IF NOT pg_has_role(CURRENT_USER, '${role}', '${await mayBecome(owner)}') THEN GRANT ${role} TO CURRENT_USER; END IF;
    EXCEPTION WHEN undefined_object OR insufficient_privilege OR unique_violation OR internal_error THEN NULL;
    END $$`)
  }
}

/** Whether the connecting role may set itself to both roles. */
export async function rolesUsable(owner: Pool): Promise<boolean> {
  const mode = await mayBecome(owner)
  const [found] = await owner<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_roles
    WHERE rolname IN (${readerRole}, ${writerRole}) AND pg_has_role(current_user, oid, ${mode})`
  return found?.count === 2
}

/** The privilege of pg_has_role that says so; before 16 every member could. */
async function mayBecome(owner: Pool): Promise<'SET' | 'MEMBER'> {
  const [version] = await owner<
    { number: number }[]
  >`SELECT current_setting('server_version_num')::int AS number`
  return (version?.number ?? 0) >= 160_000 ? 'SET' : 'MEMBER'
}
