// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * What a load run is asked to do, from {@code -Dload.*}.
 *
 * @param duration how long the load lasts, after its warm-up
 * @param rate single payments started per second; storms and the rest come on top
 * @param transfer the size of a big upload and a big download
 * @param waiting how many duplicates wait for one slow payment; Tomcat takes about 100 KB
 * for each, so thousands want a larger heap
 * @param heap the sample's {@code -Xmx}
 * @param store where records are kept: {@code memory}, {@code redis} or {@code postgres}
 * @param instances how many instances share the store
 * @param naive whether the naive twin is driven first, for its heap curve
 * @param jar the sample's jar; {@code null} for the sample on the class path
 * @param output the folder of report, logs and database
 */
public record LoadOptions(Duration duration, int rate, DataSize transfer, int waiting, String heap, String store,
		int instances, boolean naive, @Nullable Path jar, Path output) {

	private static final Set<String> STORES = Set.of("memory", "redis", "postgres");

	public LoadOptions {
		require(duration.toSeconds() >= 5 && duration.toHours() <= 48, "load.duration", "5s to 48h", duration);
		require(rate >= 1 && rate <= 20_000, "load.rate", "1 to 20000", rate);
		require(transfer.toBytes() >= 1, "load.transfer", "at least 1B", transfer);
		require(waiting >= 0 && waiting <= 5000, "load.waiting", "0 to 5000", waiting);
		require(STORES.contains(store), "load.store", "one of " + STORES.stream().sorted().toList(), store);
		require(instances >= 1 && instances <= 4, "load.instances", "1 to 4", instances);
		require(instances == 1 || !store.equals("memory"), "load.instances", "1 when load.store=memory", instances);
	}

	/**
	 * Reads the options.
	 * @param properties the system properties, of which {@code load.*} are looked at
	 * @return the options
	 * @throws IllegalArgumentException naming the property and what is allowed
	 */
	public static LoadOptions from(Map<String, String> properties) {
		Map<String, String> given = properties.entrySet()
			.stream()
			.filter((e) -> e.getKey().startsWith("load."))
			.collect(Collectors.toMap((e) -> e.getKey().substring(5), Map.Entry::getValue, (a, b) -> b, TreeMap::new));
		String preset = given.getOrDefault("preset", "standard");
		given.remove("preset");
		require(Set.of("standard", "soak").contains(preset), "load.preset", "standard or soak", preset);
		boolean soak = preset.equals("soak");
		LoadOptions options = new LoadOptions(
				take(given, "duration", soak ? "30m" : "60s", DurationStyle.SIMPLE::parse, "a duration as in 60s"),
				take(given, "rate", soak ? "200" : "500", Integer::parseInt, "a whole number"),
				take(given, "transfer", "1GB", DataSize::parse, "a size as in 1GB"),
				take(given, "waiting", "300", Integer::parseInt, "a whole number"),
				take(given, "heap", "128m", (text) -> text, "a size as in 128m"),
				take(given, "store", "memory", (text) -> text.toLowerCase(Locale.ROOT), "a name"),
				take(given, "instances", "1", Integer::parseInt, "a whole number"),
				take(given, "naive", "false", LoadOptions::parseFlag, "true or false"),
				given.containsKey("jar") ? Path.of(given.remove("jar")) : null,
				take(given, "output", "target/load", Path::of, "a path"));
		if (!given.isEmpty()) {
			throw new IllegalArgumentException("Not known: load." + String.join(", load.", given.keySet())
					+ ". There are duration, rate, transfer, waiting, heap, store, instances, naive, preset, jar, output");
		}
		return options;
	}

	private static boolean parseFlag(String text) {
		if (!text.equals("true") && !text.equals("false")) {
			throw new IllegalArgumentException();
		}
		return text.equals("true");
	}

	private static <T> T take(Map<String, String> given, String name, String otherwise, Function<String, T> parser,
			String allowed) {
		String text = given.containsKey(name) ? given.remove(name) : otherwise;
		try {
			return parser.apply(text);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("load." + name + "=" + text + " is not " + allowed, ex);
		}
	}

	private static void require(boolean fine, String name, String allowed, Object value) {
		if (!fine) {
			throw new IllegalArgumentException(name + " must be " + allowed + ", is " + value);
		}
	}

}
