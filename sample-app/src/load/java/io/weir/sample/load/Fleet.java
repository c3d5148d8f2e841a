// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The instances of the sample that a run drives.
 */
final class Fleet implements AutoCloseable {

	private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);

	private static final Counters NONE = new Counters(List.of());

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<SampleProcess> instances = new ArrayList<>();

	private final Ledger ledger;

	private Fleet(Ledger ledger) {
		this.ledger = ledger;
	}

	/**
	 * Starts all instances.
	 * @param options how many, and of what kind
	 * @param name the name of their log files
	 * @param arguments their command line
	 * @param ledger where exchanges are booked
	 */
	static Fleet start(LoadOptions options, String name, List<String> arguments, Ledger ledger) throws IOException {
		Fleet fleet = new Fleet(ledger);
		try {
			for (int number = 1; number <= options.instances(); number++) {
				fleet.instances.add(SampleProcess.start(options, name + "-" + number, arguments));
			}
			return fleet;
		}
		catch (IOException | RuntimeException ex) {
			fleet.close();
			throw ex;
		}
	}

	List<URI> addresses() {
		return this.instances.stream().map(SampleProcess::base).toList();
	}

	List<SampleProcess> instances() {
		return this.instances;
	}

	boolean isAlive() {
		return this.instances.stream().allMatch(SampleProcess::isAlive);
	}

	/**
	 * The meters of all instances together. One exchange with each.
	 */
	Counters counters() throws IOException {
		Counters all = NONE;
		for (SampleProcess instance : this.instances) {
			all = all.and(Counters.parse(get(instance, "/actuator/prometheus", BodyHandlers.ofString()).body()));
		}
		return all;
	}

	/**
	 * Asks the first instance.
	 */
	<T> HttpResponse<T> get(String path, BodyHandler<T> body) throws IOException {
		return get(this.instances.get(0), path, body);
	}

	private <T> HttpResponse<T> get(SampleProcess instance, String path, BodyHandler<T> body) throws IOException {
		this.ledger.exchange();
		HttpRequest request = HttpRequest.newBuilder(instance.base().resolve(path)).timeout(ANSWER_AT_MOST).build();
		try {
			return this.client.send(request, body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	/**
	 * Looks from inside and outside: at the meters of all, and at the first one's virtual
	 * machine, which can be seen also when it answers no request.
	 */
	Moment look(double second) {
		Counters counters = NONE;
		try {
			counters = counters();
		}
		catch (IOException ex) {
			this.ledger.complain("No meters: " + ex);
		}
		return Moment.of(second, counters, this.instances.get(0).probe());
	}

	/**
	 * The largest heap after full collections among the instances.
	 */
	long heapBytesAfterGc() {
		return this.instances.stream().mapToLong((instance) -> instance.probe().heapBytesAfterGc()).max().orElseThrow();
	}

	@Override
	public void close() {
		this.instances.forEach(SampleProcess::close);
	}

}
