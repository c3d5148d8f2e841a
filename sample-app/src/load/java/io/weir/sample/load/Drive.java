// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.weir.sample.load.scenario.BigTransfers;
import io.weir.sample.load.scenario.HangUps;
import io.weir.sample.load.scenario.HotKey;
import io.weir.sample.load.scenario.Mistakes;
import io.weir.sample.load.scenario.Scenario;
import io.weir.sample.load.scenario.SlowClients;
import io.weir.sample.load.scenario.SteadyPayments;
import io.weir.sample.load.scenario.Storms;

/**
 * Drives a fleet with all scenarios at once for a stated time, looking at it once a
 * second.
 */
final class Drive {

	private static final Duration END_AT_MOST = Duration.ofSeconds(90);

	/**
	 * When a long run has settled: from here on nothing may grow.
	 */
	static final int SETTLED_SECONDS = 120;

	private final Fleet fleet;

	private final Ledger ledger;

	private final Timeline timeline = new Timeline();

	private final List<Moment> moments = new CopyOnWriteArrayList<>();

	Drive(Fleet fleet, Ledger ledger) {
		this.fleet = fleet;
		this.ledger = ledger;
	}

	/**
	 * Drives until the time is over, or the fleet is dead.
	 * @param duration how long
	 * @param options rate and sizes
	 * @param progress is told of each look
	 */
	void run(Duration duration, LoadOptions options, Consumer<Drive> progress) throws InterruptedException {
		Traffic traffic = new Traffic(this.fleet.addresses(), this.ledger, this.timeline);
		List<Thread> threads = new ArrayList<>();
		for (Scenario scenario : scenarios(duration, options)) {
			Thread thread = new Thread(() -> run(scenario, traffic), "load " + scenario.name());
			thread.setDaemon(true);
			thread.start();
			threads.add(thread);
		}
		long end = System.nanoTime() + duration.toNanos();
		while (System.nanoTime() < end && this.fleet.isAlive()) {
			look();
			progress.accept(this);
			TimeUnit.NANOSECONDS.sleep(Math.max(0, Math.min(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime())));
		}
		traffic.end();
		long endAtMost = System.nanoTime() + END_AT_MOST.toNanos();
		for (Thread thread : threads) {
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endAtMost - System.nanoTime())));
			if (thread.isAlive()) {
				this.ledger.complain(thread.getName() + " did not come to its end");
			}
		}
	}

	private static List<Scenario> scenarios(Duration duration, LoadOptions options) {
		return List.of(new SteadyPayments(options.rate()), new Storms(), new Mistakes(), new SlowClients(),
				new HangUps(), new BigTransfers(options.transfer().toBytes(), duration.dividedBy(2)),
				new HotKey(options.waiting(), duration.dividedBy(4)));
	}

	private void run(Scenario scenario, Traffic traffic) {
		try {
			scenario.run(traffic);
		}
		catch (Exception ex) {
			this.ledger.complain(scenario.name() + " could not go on: " + ex);
		}
	}

	private void look() {
		try {
			if (this.moments.size() == SETTLED_SECONDS) {
				this.fleet.heapBytesAfterGc();
			}
			this.moments.add(this.fleet.look(this.timeline.second()));
		}
		catch (RuntimeException ex) {
			this.ledger.complain("No look at the sample: " + ex);
		}
	}

	Timeline timeline() {
		return this.timeline;
	}

	List<Moment> moments() {
		return this.moments;
	}

}
