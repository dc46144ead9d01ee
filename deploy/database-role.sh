#!/usr/bin/env bash
# Run once by the database's image when it makes its cluster (deploy/compose.yaml): the application is no superuser. Not run where it was written.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$MSONET_PASSWORD" <<'END'
create role msonet login createdb password :'password';
alter database msonet owner to msonet;
alter schema public owner to msonet;
END
