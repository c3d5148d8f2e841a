// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The load run: {@code ./mvnw -Pload verify}.
 */
public final class LoadRun {

	private static final Duration WARM_UP_AT_MOST = Duration.ofSeconds(10);

	private final LoadOptions options;

	private final Progress progress;

	private LoadRun(LoadOptions options, PrintStream out) {
		this.options = options;
		this.progress = new Progress(out);
	}

	/**
	 * Runs with the options in the system properties.
	 * @param args none
	 * @throws Exception when something that must hold does not, or the run could not be
	 * made
	 */
	public static void main(String[] args) throws Exception {
		// The sample counts a connection's memory until it is closed: an idle one is closed
		// soon.
		System.setProperty("jdk.httpclient.keepalive.timeout", "5");
		Map<String, String> properties = System.getProperties()
			.stringPropertyNames()
			.stream()
			.collect(Collectors.toMap((name) -> name, System::getProperty));
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		List<Check> broken = run(LoadOptions.from(properties), out).stream().filter((check) -> !check.holds()).toList();
		if (!broken.isEmpty()) {
			throw new IllegalStateException(broken.size() + " of the checks broken: "
					+ broken.stream().map(Check::name).collect(Collectors.joining("; ")));
		}
	}

	/**
	 * Runs, prints the table and writes the report.
	 * @param options what to do
	 * @param out where progress and table go
	 * @return the checks, broken ones included
	 */
	static List<Check> run(LoadOptions options, PrintStream out) throws IOException, InterruptedException {
		return new LoadRun(options, out).run();
	}

	private List<Check> run() throws IOException, InterruptedException {
		Twin naive = this.options.naive() ? driveNaive() : Twin.NONE;
		Ledger ledger = new Ledger();
		this.progress.say("Starting " + this.options.instances() + " × sample, -Xmx" + this.options.heap() + ", store "
				+ this.options.store());
		try (Fleet fleet = Fleet.start(this.options, "weir", arguments(), ledger)) {
			Drive warmUp = new Drive(fleet, ledger);
			Duration duration = this.options.duration();
			Duration warmUpDuration = min(WARM_UP_AT_MOST, duration.dividedBy(2));
			warmUp.run(warmUpDuration, this.options, this.progress.of("warm-up", warmUpDuration));
			this.progress.say("Waiting for rest");
			Rest before = Rest.await(fleet, ledger);
			Drive drive = new Drive(fleet, ledger);
			drive.run(duration, this.options, this.progress.of("load", duration));
			this.progress.say("Waiting for rest, then checking");
			Rest after = Rest.await(fleet, ledger);
			Invariants invariants = new Invariants(fleet, ledger);
			invariants.check(before, after, drive, this.options);
			fleet.close();
			List<Check> checks = invariants.checkStopped(after);
			Results results = new Results(this.options, checks, drive.timeline(), drive.moments(), naive, before, after,
					ledger.complaints());
			this.progress.say(results.table());
			Path report = Report.write(results);
			this.progress.say("Report: " + report.toUri());
			return checks;
		}
	}

	/**
	 * Drives the twin that makes the two classic mistakes, for its heap curve.
	 */
	private Twin driveNaive() throws IOException, InterruptedException {
		Ledger ledger = new Ledger();
		this.progress.say("Starting the naive twin, -Xmx" + this.options.heap());
		try (Fleet fleet = Fleet.start(this.options, "naive", List.of("--spring.profiles.active=naive"), ledger)) {
			Drive drive = new Drive(fleet, ledger);
			drive.run(this.options.duration(), this.options, this.progress.of("naive", this.options.duration()));
			this.progress.say(fleet.isAlive() ? "The naive twin is still alive" : "The naive twin died of want of memory");
			return new Twin(drive.moments(), !fleet.isAlive());
		}
	}

	/**
	 * The sample as it is, with short expiries so that rest comes soon, bodies kept so
	 * that their limits are tried, payments on disk so that the heap holds none, and
	 * entries as JSON in a file of their own.
	 */
	private List<String> arguments() {
		Path folder = this.options.output().toAbsolutePath();
		List<String> arguments = new ArrayList<>(List.of("--weir.idempotency.ttl=20s",
				"--weir.access-log.body.request=always", "--weir.access-log.body.response=always",
				"--weir.access-log.format=json", "--weir.access-log.file.max-size=8GB",
				"--weir.access-log.file.total-size-cap=16GB"));
		if (this.options.waiting() > 1000) {
			arguments.add("--weir.idempotency.max-waiting-per-key=" + this.options.waiting());
		}
		if (!this.options.store().equals("memory")) {
			arguments.add("--spring.profiles.active=" + this.options.store());
		}
		if (!this.options.store().equals("postgres")) {
			arguments.add("--spring.datasource.url=jdbc:h2:file:" + folder.resolve("payments-" + System.nanoTime())
					+ ";AUTO_SERVER=" + (this.options.instances() > 1));
		}
		return arguments;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
