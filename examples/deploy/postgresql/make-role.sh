#!/bin/sh
# The server's own role: row-level security does not hold a superuser, so production refuses one.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$PRICEWRIGHT_DATABASE_PASSWORD" --username="$POSTGRES_USER" <<'SQL'
create role pricewright login createrole password :'password';
create database pricewright owner pricewright;
SQL
