// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What must hold after a load, checked from outside: by the clients' ledger, the
 * database, the log files, the virtual machine, and the sample's meters against these.
 */
final class Invariants {

	private static final long HEAP_GROWTH_BYTES = 10 * 1024 * 1024;

	private static final long BODY_MEMORY_LIMIT_BYTES = 16 * 1024 * 1024;

	private final JsonMapper json = new JsonMapper();

	private final Fleet fleet;

	private final Ledger ledger;

	private final List<Check> checks = new ArrayList<>();

	Invariants(Fleet fleet, Ledger ledger) {
		this.fleet = fleet;
		this.ledger = ledger;
	}

	List<Check> check(Rest before, Rest after, Drive drive, LoadOptions options) throws IOException {
		payments();
		clients(options);
		meters(before.counters(), after.counters(), drive.timeline());
		atRest(before, after, drive);
		accessLog(after);
		return this.checks;
	}

	/**
	 * Checks what can be told only when the sample was stopped, and its queue drained.
	 */
	List<Check> checkStopped(Rest after) throws IOException {
		this.checks.add(Check.equal("lines in the access log = entries written", linesExpected(after), lines()));
		this.checks.add(Check.equal("errors in the log", 0, errors()));
		return this.checks;
	}

	private void payments() throws IOException {
		this.checks.add(Check.equal("payments in the database = keys paid", this.ledger.keys(), count()));
		Set<UUID> found = found();
		Set<UUID> told = this.ledger.payments();
		long lost = told.stream().filter((id) -> !found.contains(id)).count();
		long unheardOf = found.stream().filter((id) -> !told.contains(id)).count();
		this.checks.add(Check.equal("payments lost", 0, lost));
		this.checks.add(Check.equal("payments nobody was told of", 0, unheardOf));
	}

	private long count() throws IOException {
		return this.json.readTree(this.fleet.get("/payments/count", BodyHandlers.ofString()).body()).get("count").asLong();
	}

	private Set<UUID> found() throws IOException {
		Set<UUID> ids = new HashSet<>();
		try (InputStream body = this.fleet.get("/payments", BodyHandlers.ofInputStream()).body();
				JsonParser parser = this.json.createParser(body)) {
			for (JsonToken token; (token = parser.nextToken()) != null;) {
				if (token == JsonToken.PROPERTY_NAME && "id".equals(parser.currentName())) {
					parser.nextToken();
					ids.add(UUID.fromString(parser.getString()));
				}
			}
		}
		return ids;
	}

	private void clients(LoadOptions options) {
		this.checks.add(Check.equal("answers that were wrong, missing or unequal", 0, this.ledger.complaintCount()));
		this.checks.add(Check.atLeast("bytes uploaded, intact", options.transfer().toBytes(), this.ledger.counted("bytes up")));
		this.checks
			.add(Check.atLeast("bytes downloaded, intact", options.transfer().toBytes(), this.ledger.counted("bytes down")));
		this.checks.add(Check.atLeast("storms", 1, this.ledger.counted("storms")));
		this.checks.add(Check.atLeast("mismatches answered 422", 1, this.ledger.counted("mismatches answered 422")));
		this.checks.add(Check.atLeast("duplicates of a hot key", options.waiting(),
				this.ledger.counted("duplicates of a hot key")));
	}

	private void meters(Counters before, Counters after, Timeline timeline) {
		// A client that left saw no answer: its retry may have overtaken it.
		long left = timeline.total(Outcome.LEFT);
		this.checks.add(outcome("replayed", before, after, timeline.total(Outcome.REPLAYED), left));
		this.checks.add(outcome("outstanding", before, after, timeline.total(Outcome.OUTSTANDING), left));
		this.checks.add(outcome("reused", before, after, timeline.total(Outcome.REUSED), 0));
	}

	private static Check outcome(String outcome, Counters before, Counters after, long seen, long unseen) {
		String label = "outcome=\"" + outcome + "\"";
		String meter = "weir.idempotency.requests";
		return Check.between("meter " + outcome + " = answers seen", seen, seen + unseen,
				Math.round(after.sum(meter, label) - before.sum(meter, label)));
	}

	private void atRest(Rest before, Rest after, Drive drive) {
		Counters counters = after.counters();
		this.checks.add(Check.equal("locks at rest", 0, Math.round(counters.sum("weir.idempotency.locks"))));
		this.checks.add(Check.equal("locks held at rest", 0, Math.round(counters.sum("weir.idempotency.locks.held"))));
		this.checks.add(Check.equal("waiting at rest", 0, Math.round(counters.sum("weir.idempotency.waiting"))));
		this.checks
			.add(Check.equal("bytes of bodies kept at rest", 0, Math.round(counters.sum("weir.access.log.body.memory"))));
		this.checks.add(Check.atMost("bytes of bodies kept at most", BODY_MEMORY_LIMIT_BYTES,
				drive.moments().stream().mapToLong(Moment::keptBytes).max().orElse(0)));
		this.checks.add(Check.atMost("heap after GC, bytes more than before", HEAP_GROWTH_BYTES,
				after.heapBytes() - before.heapBytes()));
		this.checks.add(new Check("the sample lives", "yes", this.fleet.isAlive() ? "yes" : "no", this.fleet.isAlive()));
	}

	private void accessLog(Rest after) {
		this.checks.add(Check.equal("entries written or counted = exchanges", after.exchanges(), after.entries()));
		this.checks.add(Check.equal("entries that failed", 0,
				Math.round(after.counters().sum("weir.access.log.entries", "result=\"failed\""))));
	}

	private long linesExpected(Rest after) {
		long written = Math.round(after.counters().sum("weir.access.log.entries", "result=\"written\""));
		return written + this.ledger.exchanges() - after.exchanges();
	}

	private long lines() throws IOException {
		long lines = 0;
		for (SampleProcess instance : this.fleet.instances()) {
			lines += AccessLogFile.countEntries(instance.accessLog());
		}
		return lines;
	}

	private long errors() throws IOException {
		long errors = 0;
		for (SampleProcess instance : this.fleet.instances()) {
			for (String error : instance.errors()) {
				errors++;
				this.ledger.complain("In the log: " + error);
			}
		}
		return errors;
	}

}
