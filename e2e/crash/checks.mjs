// What must hold in the file after a crash, read beside the server by the `sqlite3` command.
import { sql } from "../server.mjs";

/** What the writers' changes left behind, one row a change. */
const PROOFS = `
  SELECT text AS proof FROM history WHERE text LIKE 'crash-%'
  UNION ALL SELECT done FROM progress_update WHERE done LIKE 'crash-%'
  UNION ALL SELECT 'crash-move-' || version FROM history WHERE part = 'status' AND person_id IS NOT NULL
  UNION ALL SELECT fields FROM draft WHERE fields LIKE 'crash-%'`;

/** Of these acknowledged changes, those that are not there, and those that are there more than once. */
export async function lostAndDoubled(database, acknowledged) {
  const times = new Map();
  for (const { proof } of await sql(database, PROOFS)) times.set(proof, (times.get(proof) ?? 0) + 1);
  return {
    lost: acknowledged.filter((proof) => !times.has(proof)),
    doubled: [...times].filter(([, n]) => n > 1).map(([proof]) => proof),
  };
}

const sheetOf = `upper(replace(json_extract(payload, '$.sheet'), '-', ''))`;
/** A change is its row, its history, its message and its receipt: each query gives what has one without the other. */
const HALVES = {
  "a rubric without the history of its version": `
    SELECT sheet_id, kind, version, body FROM rubric EXCEPT SELECT subject, part, version, text FROM history`,
  "a version of a rubric that came back or is missing": `
    SELECT r.id FROM rubric r JOIN history h ON h.subject = r.sheet_id AND h.part = r.kind
    GROUP BY r.id HAVING count(*) <> r.version OR max(h.version) <> r.version`,
  "a version of a rubric without its message": `
    SELECT hex(subject), version FROM history WHERE part = 'stake'
    EXCEPT SELECT ${sheetOf}, json_extract(payload, '$.version') FROM outbox WHERE kind = 'rubric_saved'`,
  "a message about a version that does not exist": `
    SELECT ${sheetOf}, json_extract(payload, '$.version') FROM outbox WHERE kind = 'rubric_saved'
    EXCEPT SELECT hex(subject), version FROM history WHERE part = 'stake'`,
  "an update without its message": `
    SELECT hex(id) FROM progress_update
    EXCEPT SELECT upper(replace(json_extract(payload, '$.update'), '-', '')) FROM outbox WHERE kind = 'progress_added'`,
  "a sheet that does not know its newest update": `
    SELECT s.id FROM action_sheet s JOIN progress_update u ON u.sheet_id = s.id
    GROUP BY s.id HAVING max(u.id) <> s.latest_update_id`,
  "a move without its history": `
    SELECT s.id FROM action_sheet s JOIN history h ON h.subject = s.id AND h.part = 'status'
    GROUP BY s.id HAVING max(h.version) <> s.version`,
  "moves and their messages": `
    SELECT 1 WHERE (SELECT count(*) FROM history WHERE part = 'status')
                <> (SELECT count(*) FROM outbox WHERE kind = 'sheet_moved')`,
  "a form claimed and not answered": `SELECT form_key FROM form_receipt WHERE message = ''`,
  "forms accepted and changes made by people": `
    SELECT 1 WHERE (SELECT count(*) FROM form_receipt)
                <> (SELECT count(*) FROM history WHERE person_id IS NOT NULL)`,
  "updates and their history": `
    SELECT 1 WHERE (SELECT count(*) FROM progress_update) <> (SELECT count(*) FROM history WHERE part = 'update')`,
  "a row that refers to nothing": `SELECT * FROM pragma_foreign_key_check`,
  "a damaged file": `SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'`,
};

/** What is half done or damaged, in words. */
export async function halves(database) {
  const counts = Object.entries(HALVES).map(
    ([what, query]) => `SELECT '${what}' AS what, (SELECT count(*) FROM (${query})) AS n`,
  );
  const rows = await sql(database, counts.join(" UNION ALL "));
  return rows.filter(({ n }) => n > 0).map(({ what, n }) => `${what} (${n})`);
}
