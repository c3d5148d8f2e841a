// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.accesslog.body;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Decides when the bodies of an exchange are logged: as configured, or more while a
 * capture for its path is active. A capture ends by itself. Thread-safe.
 */
public final class BodyCaptures {

	/** The longest that a capture lasts, inclusive. */
	public static final Duration LONGEST = Duration.ofHours(1);

	/** The most captures that are active at one time. */
	public static final int MOST = 100;

	private final BodyModes configured;

	private final Clock clock;

	private final List<Capture> active = new CopyOnWriteArrayList<>();

	/**
	 * Makes captures with none active.
	 * @param configured what holds without a capture
	 * @param clock tells when a capture is over
	 */
	public BodyCaptures(BodyModes configured, Clock clock) {
		this.configured = configured;
		this.clock = clock;
	}

	/**
	 * Whether the modes depend on the path.
	 * @return {@code true} while a capture is active
	 */
	public boolean isActive() {
		return !this.active.isEmpty();
	}

	/**
	 * The modes without any capture.
	 * @return the configured modes
	 */
	public BodyModes configured() {
		return this.configured;
	}

	/**
	 * The modes for a path.
	 * @param path the path within the application
	 * @return the configured modes and those of all matching captures together
	 */
	public BodyModes modesFor(PathContainer path) {
		BodyModes modes = this.configured;
		for (Capture capture : active()) {
			if (capture.path().matches(path)) {
				modes = modes.or(capture.modes());
			}
		}
		return modes;
	}

	/**
	 * Starts a capture.
	 * @param path the paths it is for
	 * @param modes when bodies are logged
	 * @param duration how long, more than nothing and at most {@link #LONGEST}
	 * @return the capture
	 * @throws IllegalArgumentException when the duration is out of bounds or
	 * {@link #MOST} captures are active
	 */
	public synchronized Capture start(PathPattern path, BodyModes modes, Duration duration) {
		if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("duration must be more than 0 and at most " + LONGEST + ": " + duration);
		}
		if (active().size() >= MOST) {
			throw new IllegalArgumentException(MOST + " captures are active already, stop one first");
		}
		Capture capture = new Capture(UUID.randomUUID().toString(), path, modes, this.clock.instant().plus(duration));
		this.active.add(capture);
		return capture;
	}

	/**
	 * Stops a capture.
	 * @param id its id
	 * @return whether it was active
	 */
	public boolean stop(String id) {
		return active().stream().anyMatch((capture) -> capture.id().equals(id) && this.active.remove(capture));
	}

	/**
	 * The captures that are active.
	 * @return in the order in which they were started
	 */
	public List<Capture> active() {
		Instant now = this.clock.instant();
		this.active.removeIf((capture) -> !now.isBefore(capture.until()));
		return List.copyOf(this.active);
	}

	/**
	 * A capture.
	 *
	 * @param id names it
	 * @param path the paths it is for
	 * @param modes when bodies are logged
	 * @param until when it ends, exclusive
	 */
	public record Capture(String id, PathPattern path, BodyModes modes, Instant until) {
	}

}
