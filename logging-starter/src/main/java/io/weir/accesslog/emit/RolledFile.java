// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.emit;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is rolled by day and by size, kept under a total size: Logback's
 * own appender in a Logback context of its own, so that no re-initialisation of the
 * application's logging closes it or takes it away. Safe for use by several threads.
 */
public final class RolledFile implements AutoCloseable {

	private final Settings settings;

	private final ContextBase context = new OneCleanerContext();

	private final LineAppender appender = new LineAppender();

	private final AtomicReference<@Nullable Status> error = new AtomicReference<>();

	/**
	 * Opens the file, to append to it.
	 * @param settings its name and bounds
	 * @throws IllegalStateException when it cannot be opened
	 */
	public RolledFile(Settings settings) {
		this.settings = settings;
		this.context.getStatusManager().add((status) -> {
			if (status.getLevel() == Status.ERROR) {
				this.error.compareAndSet(null, status);
			}
		});
		this.context.start();
		this.appender.setContext(this.context);
		this.appender.setFile(settings.name());
		this.appender.setEncoder(new NoEncoder());
		this.appender.setRollingPolicy(policy());
		this.appender.start();
		if (!this.appender.isStarted()) {
			Status reason = this.error.get();
			close();
			throw new IllegalStateException(
					"The file cannot be opened: " + settings.name()
							+ ((reason != null) ? ": " + reason.getMessage() : ""),
					(reason != null) ? reason.getThrowable() : null);
		}
	}

	private SizeAndTimeBasedRollingPolicy<StringBuilder> policy() {
		SizeAndTimeBasedRollingPolicy<StringBuilder> policy = new SizeAndTimeBasedRollingPolicy<>();
		policy.setContext(this.context);
		policy.setParent(this.appender);
		policy.setFileNamePattern(this.settings.name().replace("%", "\\%") + ".%d{yyyy-MM-dd}.%i");
		policy.setMaxFileSize(new FileSize(this.settings.maxBytes()));
		policy.setMaxHistory(this.settings.maxHistoryDays());
		// Logback counts the rolled files alone: the one being written is to fit too.
		policy.setTotalSizeCap(new FileSize(this.settings.totalBytes() - this.settings.maxBytes()));
		policy.setCleanHistoryOnStart(true);
		policy.start();
		return policy;
	}

	/**
	 * Appends a line.
	 * @param line the line without its end; not kept
	 * @throws IOException when it could not be written
	 */
	public void append(StringBuilder line) throws IOException {
		this.appender.write(line);
	}

	/**
	 * Closes the file. Lines that come later are refused.
	 */
	@Override
	public void close() {
		this.appender.stop();
		this.context.stop();
	}

	/**
	 * The name and bounds of a rolled file.
	 *
	 * @param name the path of the file being written
	 * @param maxBytes the size from which on it is rolled
	 * @param maxHistoryDays how many days rolled files are kept, at least 1
	 * @param totalBytes the size that all files together are kept under, more than
	 * {@code maxBytes}
	 */
	public record Settings(String name, long maxBytes, int maxHistoryDays, long totalBytes) {

		public Settings {
			if (maxBytes < 1) {
				throw new IllegalArgumentException("The size to roll at must be at least 1 byte, not " + maxBytes);
			}
			if (maxHistoryDays < 1) {
				throw new IllegalArgumentException("The history must be at least 1 day, not " + maxHistoryDays);
			}
			if (totalBytes <= maxBytes) {
				throw new IllegalArgumentException(
						"The total size must be more than that of one file: " + totalBytes + " <= " + maxBytes);
			}
		}

	}

	/**
	 * Runs Logback's clean-ups one after the other. Side by side, as after many rolls in
	 * a short time, each may count files that another is deleting, and they delete too
	 * many.
	 */
	private static final class OneCleanerContext extends ContextBase {

		private final ExecutorService cleaner = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, "weir-access-log-cleaner");
			thread.setDaemon(true);
			return thread;
		});

		@Override
		public ExecutorService getAlternateExecutorService() {
			return this.cleaner;
		}

		@Override
		public void stop() {
			super.stop();
			this.cleaner.shutdown();
		}

	}

	/**
	 * Stands where Logback asks for an encoder; the appender encodes by itself.
	 */
	private static final class NoEncoder extends EncoderBase<StringBuilder> {

		private static final byte[] NOTHING = {};

		@Override
		public byte[] encode(StringBuilder line) {
			return NOTHING;
		}

		@Override
		public byte[] headerBytes() {
			return NOTHING;
		}

		@Override
		public byte[] footerBytes() {
			return NOTHING;
		}

	}

}
