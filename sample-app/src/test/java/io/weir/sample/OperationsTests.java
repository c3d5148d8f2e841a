// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Alert rules and dashboard ask for what a running sample tells, and the rules do what
 * they say.
 */
class OperationsTests {

	private static final Path FOLDER = Path.of("operations");

	private static final Pattern SELECTOR = Pattern.compile("\\b(weir_[a-z_]+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*=~?\\s*\\\\?\"([^\"\\\\]*)");

	private static final Set<String> SCRAPE_LABELS = Set.of("job", "instance");

	private final RunningSample sample = RunningSample.shared();

	@ParameterizedTest
	@ValueSource(strings = { "alerts.yml", "grafana-dashboard.json" })
	void asksOnlyForWhatTheSampleTellsWhenCompared(String file) throws Exception {
		this.sample.pay("operations", RunningSample.PAYMENT);
		this.sample.post("/live/clients", "{\"clients\":2,\"waiting\":true}");
		String exposition = this.sample.get("/actuator/prometheus").body();
		Set<String> missing = new TreeSet<>();
		Set<String> asked = new HashSet<>();
		Matcher selectors = SELECTOR.matcher(Files.readString(FOLDER.resolve(file)));
		while (selectors.find()) {
			String name = selectors.group(1);
			asked.add(name);
			if (!exposition.contains("\n" + name + "{") && !exposition.contains("\n" + name + " ")) {
				missing.add(name);
			}
			Matcher matchers = MATCHER.matcher(Optional.ofNullable(selectors.group(2)).orElse(""));
			while (matchers.find()) {
				if (!SCRAPE_LABELS.contains(matchers.group(1))) {
					Arrays.stream(matchers.group(2).split("\\|"))
						.map((value) -> name + "{" + matchers.group(1) + "=\"" + value + "\"}")
						.filter((sample) -> !tells(exposition, name,
								sample.substring(name.length() + 1, sample.length() - 1)))
						.forEach(missing::add);
				}
			}
		}
		assertThat(asked).hasSizeGreaterThan(4);
		assertThat(missing).isEmpty();
	}

	private static boolean tells(String exposition, String name, String label) {
		return exposition.lines().anyMatch((line) -> line.startsWith(name + "{") && line.contains(label));
	}

	@Test
	void alertsAsItSaysWhenSeriesAreGiven() throws Exception {
		Optional<Path> promtool = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, "promtool"))
			.filter(Files::isExecutable)
			.findFirst();
		if (promtool.isEmpty()) {
			System.out.println("Alert rules not tested: no promtool on the path (Debian: apt-get install prometheus)");
		}
		assumeTrue(promtool.isPresent(), "no promtool on the path");
		Process process = new ProcessBuilder(promtool.orElseThrow().toString(), "test", "rules", "alerts-test.yml")
			.directory(FOLDER.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

	@Test
	void isADashboardWhenRead() throws Exception {
		var dashboard = new JsonMapper().readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
		assertThat(dashboard.get("panels").size()).isGreaterThan(10);
		Set<Integer> ids = new HashSet<>();
		dashboard.get("panels").forEach((panel) -> {
			assertThat(ids.add(panel.get("id").asInt())).isTrue();
			assertThat(panel.at("/targets/0/expr").asString()).isNotEmpty();
			assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt()).isLessThanOrEqualTo(24);
		});
	}

}
