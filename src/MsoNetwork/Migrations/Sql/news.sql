-- What others published, as title, day and link; docs/decisions.md, 397 and 427. One row for each guid of a source.
-- centre_key: the centre that entered it; link: the address as it is compared; withdrawn_at: not shown any more, and never taken again.
CREATE TABLE news (
    id uuid PRIMARY KEY,
    source text NOT NULL CHECK (length(source) BETWEEN 1 AND 100),
    guid text NOT NULL CHECK (length(guid) BETWEEN 1 AND 500),
    publisher text NOT NULL CHECK (length(publisher) BETWEEN 1 AND 200),
    title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    url text CHECK (url ~ '^https?://' AND length(url) <= 2000),
    day date NOT NULL,
    summary text CHECK (length(summary) BETWEEN 1 AND 1000),
    topics text[] NOT NULL,
    region text CHECK (region ~ '^05[0-9]{0,6}$'),
    seen_at timestamptz NOT NULL,
    link text CHECK (length(link) BETWEEN 1 AND 2000),
    centre_key text,
    version int NOT NULL DEFAULT 1,
    withdrawn_at timestamptz,
    UNIQUE (source, guid));
CREATE INDEX ON news (link);
CREATE INDEX ON news (day DESC, id DESC);
-- What the last visit to a feed said: nothing is read again that has not changed.
CREATE TABLE news_sources (
    key text PRIMARY KEY, etag text, modified text, visited_at timestamptz NOT NULL, failure text);
