"""What is asked of a log in a SQLite file, where the question is more than a line."""

from __future__ import annotations

UNLED = (
    "SELECT position FROM events EXCEPT SELECT position FROM commands JOIN events e"
    " USING (position) WHERE instr(e.state,"
    " CAST('\"c\":\"' || lower(hex(command_id)) || '\"' AS BLOB)) ORDER BY position"
)
LOST = {
    "commands": "SELECT count(*) FROM commands LEFT JOIN events e USING (position)"
    " WHERE e.position IS NULL",
    "claims": "SELECT count(*) FROM claims LEFT JOIN commands c USING (command_id)"
    " WHERE c.command_id IS NULL",
}
STORY = (
    "SELECT position, originator_version, topic, state, link FROM events"
    " WHERE originator_id = ? AND originator_version > ? ORDER BY originator_version"
)
WHOLE = (  # the index has them by their ranks, and so they are met
    "SELECT count(*), sum(originator_version),"
    " CAST(group_concat(topic, char(0)) AS BLOB),"
    " CAST('[' || group_concat(state) || ']' AS BLOB)"
    " FROM events WHERE originator_id = ? AND +position <= ?"
)
FIRST = (
    "SELECT position FROM events WHERE originator_id = ?"
    " ORDER BY originator_version LIMIT 1"
)
LINKED = "SELECT stream, subject FROM mentions WHERE kind = ?"
AS_KEPT = (  # whole ranks, each another and none above their number, are 1, 2, 3 ...
    "SELECT count(*) FILTER (WHERE v <= ?1), sum(v) FILTER (WHERE v <= ?1), max(v),"
    " group_concat(topic, char(0)) FILTER (WHERE v <= ?1),"
    " group_concat(state, char(0)) FILTER (WHERE v <= ?1) FROM"
    " (SELECT originator_version AS v, topic, state FROM events WHERE originator_id = ?2"
    " ORDER BY originator_version)"
)
