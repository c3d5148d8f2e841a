// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * The report: one HTML file, styles, charts and data inside.
 */
final class Report {

	private Report() {
	}

	static Path write(Results results) throws IOException {
		String html = resource("/report.html").replace("/*style*/", resource("/static/weir.css"))
			.replace("/*charts*/", resource("/static/charts.js"))
			.replace("/*data*/null", data(results).replace("</", "<\\/"));
		Path file = results.options().output().resolve("report.html").toAbsolutePath();
		Files.createDirectories(file.getParent());
		return Files.writeString(file, html);
	}

	private static String resource(String name) throws IOException {
		try (InputStream in = Report.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IOException("There is no " + name);
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static String data(Results results) {
		Map<String, Object> data = new LinkedHashMap<>();
		LoadOptions options = results.options();
		data.put("holds", results.holds());
		data.put("options",
				Map.of("seconds", options.duration().toSeconds(), "rate", options.rate(), "heap", options.heap(), "store",
						options.store(), "instances", options.instances(), "transferBytes", options.transfer().toBytes(),
						"waiting", options.waiting()));
		data.put("checks", results.checks());
		data.put("complaints", results.complaints());
		data.put("totals", totals(results.timeline()));
		data.put("seconds", seconds(results.timeline()));
		data.put("moments", results.moments());
		data.put("naive", results.naive().moments());
		data.put("naiveDied", results.naive().died());
		data.put("latency", percentiles(results.timeline().latencies()));
		data.put("heapBefore", results.before().heapBytes());
		data.put("heapAfter", results.after().heapBytes());
		return new JsonMapper().writeValueAsString(data);
	}

	private static Map<String, Long> totals(Timeline timeline) {
		Map<String, Long> totals = new LinkedHashMap<>();
		for (Outcome outcome : Outcome.values()) {
			totals.put(outcome.name().toLowerCase(Locale.ROOT), timeline.total(outcome));
		}
		return totals;
	}

	private static List<Map<String, Object>> seconds(Timeline timeline) {
		List<Map<String, Object>> seconds = new ArrayList<>();
		timeline.seconds().forEach((second, exchanges) -> {
			Map<String, Object> row = new LinkedHashMap<>();
			row.put("second", second);
			for (Outcome outcome : Outcome.values()) {
				row.put(outcome.name().toLowerCase(Locale.ROOT), exchanges.count(outcome));
			}
			row.put("latency", percentiles(exchanges.latencies()));
			seconds.add(row);
		});
		return seconds;
	}

	private static Map<String, Double> percentiles(Latencies latencies) {
		return Map.of("p50", latencies.millis(0.5), "p90", latencies.millis(0.9), "p99", latencies.millis(0.99), "p999",
				latencies.millis(0.999));
	}

}
