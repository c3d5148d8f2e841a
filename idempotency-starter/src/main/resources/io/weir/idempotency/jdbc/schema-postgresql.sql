-- SPDX-FileCopyrightText: 2026 The Weir authors
-- SPDX-License-Identifier: Apache-2.0
-- Times are milliseconds since 1970-01-01 UTC by the database's clock.
-- state: P in progress, T in progress in a transaction, E executed, C completed, R released.

CREATE TABLE IF NOT EXISTS @@table@@ (
	record_key VARCHAR(64) NOT NULL PRIMARY KEY,
	state CHAR(1) NOT NULL,
	token VARCHAR(32) NOT NULL,
	attempt INTEGER NOT NULL,
	claimed_at BIGINT NOT NULL,
	lease_until BIGINT NOT NULL,
	completed_at BIGINT,
	expires_at BIGINT NOT NULL,
	fingerprint BYTEA NOT NULL,
	response BYTEA
);

CREATE INDEX IF NOT EXISTS @@index@@ ON @@table@@ (expires_at);
