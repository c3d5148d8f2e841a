// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.weir.accesslog.emit.RolledFile.Settings;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link RolledFile}, alone and in a real application.
 */
@ExtendWith(OutputCaptureExtension.class)
class RolledFileTests {

	@TempDir
	Path folder;

	@Test
	void linesAreAppendedWhenTheFileIsThereAlready() throws IOException {
		Path path = this.folder.resolve("new/access.log");
		try (RolledFile file = new RolledFile(settings(path, 1000, 3000))) {
			file.append(new StringBuilder("one é😀\ud800"));
		}
		try (RolledFile file = new RolledFile(settings(path, 1000, 3000))) {
			file.append(new StringBuilder("two"));
		}
		assertThat(path).hasContent("one é😀?\ntwo\n");
	}

	@RepeatedTest(10) // clean-ups that run side by side delete too much one time in five
	void allFilesStayUnderTheTotalSizeWhenManyAreRolled() throws IOException {
		Path path = this.folder.resolve("access.log");
		try (RolledFile file = new RolledFile(settings(path, 1_000, 10_000))) {
			for (int i = 0; i < 2_000; i++) {
				file.append(new StringBuilder("0123456789".repeat(10)));
			}
		}
		// Once more, as the last clean-up may have run before the last roll.
		new RolledFile(settings(path, 1_000, 10_000)).close();
		assertThat(files().size()).isBetween(5, 10);
		assertThat(files().stream().mapToLong(RolledFileTests::size).sum()).isBetween(5_000L, 10_000L);
	}

	@Test
	void lineIsRefusedWhenTheFileIsClosed() {
		RolledFile file = new RolledFile(settings(this.folder.resolve("access.log"), 1_000, 3_000));
		file.close();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> file.append(new StringBuilder("late")));
	}

	@Test
	void openingFailsWithTheReasonWhenThePathIsAFolder() {
		assertThatIllegalStateException().isThrownBy(() -> new RolledFile(settings(this.folder, 1_000, 3_000)))
			.withMessageStartingWith("The file cannot be opened: " + this.folder);
	}

	@Test
	void boundsAreCheckedWhenTheyMakeNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings("a", 0, 1, 10));
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings("a", 1, 0, 10));
		assertThatIllegalArgumentException().isThrownBy(() -> new Settings("a", 10, 1, 10));
	}

	@Test
	void entriesGoToTheFileAloneWhenItIsNamed(CapturedOutput output) throws Exception {
		Path path = this.folder.resolve("access.log");
		try (var context = EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + path)) {
			EchoApplication.post(context, "/echo?n=1", "x");
		}
		assertThat(Files.readAllLines(path)).singleElement().asString().contains("\"POST /echo?n=1 HTTP/1.1\" 200 1 ");
		assertThat(output).doesNotContain("POST /echo?n=1");
	}

	@Test
	void entriesGoToTheLoggerAsWellWhenTheFileIsAdditive(CapturedOutput output) throws Exception {
		Path path = this.folder.resolve("access.log");
		try (var context = EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + path,
				"--weir.access-log.file.additive=true")) {
			EchoApplication.post(context, "/echo?n=1", "x");
		}
		assertThat(Files.readAllLines(path)).hasSize(1);
		assertThat(output).contains("POST /echo?n=1");
	}

	@Test
	void fileGoesOnWhenAnotherApplicationInTheProcessSetsLoggingUpAgain() throws Exception {
		Path first = this.folder.resolve("first.log");
		Path second = this.folder.resolve("second.log");
		try (var one = EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + first)) {
			EchoApplication.post(one, "/echo?n=1", "x");
			try (var two = EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + second)) {
				EchoApplication.post(two, "/echo?n=2", "x");
				EchoApplication.post(one, "/echo?n=3", "x");
			}
			// Closing the second cleans logging up; the third sets it up anew.
			try (var three = EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + second)) {
				EchoApplication.post(three, "/echo?n=4", "x");
				EchoApplication.post(one, "/echo?n=5", "x");
			}
			EchoApplication.post(one, "/echo?n=6", "x");
		}
		assertThat(queries(first)).containsExactly("n=1", "n=3", "n=5", "n=6");
		assertThat(queries(second)).containsExactly("n=2", "n=4");
	}

	@Test
	void startFailsNamingThePropertyWhenTheFileCannotBeOpened(CapturedOutput output) {
		assertThat(catchThrowable(
				() -> EchoApplication.run(Nothing.class, "--weir.access-log.file.name=" + this.folder).close()))
			.isNotNull();
		assertThat(output).contains("weir.access-log.file.name").contains("The file cannot be opened");
	}

	private static List<String> queries(Path file) throws IOException {
		return Files.readAllLines(file).stream().map((line) -> line.replaceAll(".*\\?(n=\\d) .*", "$1")).toList();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.toList();
		}
	}

	private static long size(Path file) {
		try {
			return Files.size(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Settings settings(Path path, long maxBytes, long totalBytes) {
		return new Settings(path.toString(), maxBytes, 7, totalBytes);
	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

}
