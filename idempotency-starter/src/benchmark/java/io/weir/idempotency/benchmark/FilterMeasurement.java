// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;

/**
 * What the filter allocates for one request, counted by the JVM for this thread, minus
 * what the handler allocates without it.
 */
final class FilterMeasurement implements Measurement {

	private static final int REQUESTS = 50_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private long serial;

	@Override
	public List<Row> run() {
		List<Row> rows = new ArrayList<>();
		FilterBench.withFilter((filter) -> {
			Filter none = (request, response, chain) -> chain.doFilter(request, response);
			for (int round = 0; round < 4; round++) {
				rows.clear();
				double bare = allocated(none, false, false);
				rows.add(Row.of("Filter, request without a key, allocated", "100 B", "%.0f B",
						allocated(filter, false, false) - bare));
				rows.add(Row.of("Filter, first execution, 1 KB in and out, record kept, allocated", "6000 B", "%.0f B",
						allocated(filter, true, false) - bare));
				rows.add(Row.of("Filter, replay, 1 KB in and out, allocated", "4000 B", "%.0f B",
						allocated(filter, true, true)));
			}
		});
		return rows;
	}

	private double allocated(Filter filter, boolean keyed, boolean repeated) throws Exception {
		FilterBench handler = new FilterBench();
		FilterChain chain = handler;
		long sum = 0;
		for (int i = 0; i < REQUESTS; i++) {
			String key = keyed ? "payment-" + this.serial++ : null;
			if (repeated) {
				filter.doFilter(new FixedRequest(key, FilterBench.JSON), new FixedResponse(), chain);
			}
			FixedRequest request = new FixedRequest(key, FilterBench.JSON);
			FixedResponse response = new FixedResponse();
			long before = THREADS.getCurrentThreadAllocatedBytes();
			filter.doFilter(request, response, chain);
			sum += THREADS.getCurrentThreadAllocatedBytes() - before;
			if (response.written() != FilterBench.JSON.length || response.hasHeader("Idempotent-Replayed") != repeated) {
				throw new IllegalStateException("Not the answer that was to be measured");
			}
		}
		if (handler.handled() != REQUESTS) {
			throw new IllegalStateException("The handler ran " + handler.handled() + " times");
		}
		return (double) sum / REQUESTS;
	}

}
