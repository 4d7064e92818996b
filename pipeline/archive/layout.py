"""The tables of the ledger, as SQLite makes them where they are not there."""

from pipeline.archive.grouping import LAYOUT as GROUPING
from pipeline.archive.history import LAYOUT as HISTORY
from pipeline.archive.wanted import LAYOUT as WANTED

PLACES = """
CREATE TABLE IF NOT EXISTS places (
    uri TEXT PRIMARY KEY, path TEXT NOT NULL, container TEXT, is_archive INTEGER NOT NULL DEFAULT 0,
    size INTEGER, mtime_ns INTEGER, digest TEXT, problem TEXT, detail TEXT, fetched TEXT,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, stamp TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS places_of_digest ON places (digest, uri);
CREATE INDEX IF NOT EXISTS places_of_container ON places (container) WHERE container IS NOT NULL;
CREATE TABLE IF NOT EXISTS history (
    digest TEXT, uri TEXT, until TEXT NOT NULL, PRIMARY KEY (digest, uri)
) WITHOUT ROWID;
"""
CONTENTS = """
CREATE TABLE IF NOT EXISTS contents (
    digest TEXT PRIMARY KEY, bytes INTEGER NOT NULL, is_office INTEGER NOT NULL,
    version TEXT, fetched TEXT, status TEXT, reason TEXT, outcome BLOB
);
CREATE TABLE IF NOT EXISTS meetings (
    meeting_id TEXT PRIMARY KEY, digest TEXT NOT NULL, collection TEXT NOT NULL, trace TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS meetings_of_digest ON meetings (digest);
CREATE INDEX IF NOT EXISTS meetings_of_collection ON meetings (collection);
"""
FACTS = "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
LAYOUT = PLACES + CONTENTS + FACTS + WANTED + HISTORY + GROUPING
