-- What the log says to everybody about organisations: one row for each transaction and organisation, in an order in which transactions can
-- have committed, without gaps; docs/mirroring.md. Written by one publisher at a time, behind the transactions that change.
-- kind: CREATED, UPDATED, MERGED (into survivor_id), REMOVED. fields: as statements call them, of UPDATED only.
-- regions: keys of its seat's municipality and of the regions above it; topics: as it has them. Both as it stands after the change, or
-- stood last; former_…: before it. NULL: nobody knows (it was erased), so that it is told to whoever asks for any region or topic.
CREATE TABLE published_changes (
    position bigint PRIMARY KEY,
    organisation_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('CREATED', 'UPDATED', 'MERGED', 'REMOVED')),
    fields text[] NOT NULL,
    survivor_id uuid,
    regions text[],
    topics text[],
    former_regions text[],
    former_topics text[],
    published_at timestamptz NOT NULL,
    CHECK ((kind = 'MERGED') = (survivor_id IS NOT NULL)));
CREATE INDEX published_changes_organisation ON published_changes (organisation_id, position);

-- How far the log is published. Cursors of another generation mean nothing: the feed had to start anew.
CREATE TABLE change_feed (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    generation uuid NOT NULL DEFAULT gen_random_uuid(),
    snapshot text NOT NULL DEFAULT pg_current_snapshot()::text,
    epoch text NOT NULL DEFAULT '',
    last_position bigint NOT NULL DEFAULT 0);
INSERT INTO change_feed DEFAULT VALUES;
