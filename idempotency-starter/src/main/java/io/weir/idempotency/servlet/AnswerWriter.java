// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.servlet;

import java.io.PrintWriter;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the application writes its text to. It knows of errors what the container's own
 * writer knows, and formats as that does.
 */
final class AnswerWriter extends PrintWriter {

	private final RecordingWriter recording;

	private final @Nullable Locale locale;

	/**
	 * Creates a writer.
	 * @param recording where the text goes
	 * @param target the container's own writer
	 * @param locale the response's; Jetty's writer formats in it what the application
	 * names no locale for, others do not
	 */
	AnswerWriter(RecordingWriter recording, PrintWriter target, Locale locale) {
		super(recording);
		this.recording = recording;
		this.locale = Jetty.made(target) ? locale : null;
	}

	@Override
	public boolean checkError() {
		return super.checkError() || this.recording.checkError();
	}

	@Override
	public PrintWriter format(String format, Object... arguments) {
		return (this.locale != null) ? super.format(this.locale, format, arguments) : super.format(format, arguments);
	}

	@Override
	public PrintWriter format(@Nullable Locale locale, String format, Object... arguments) {
		return super.format((locale != null) ? locale : this.locale, format, arguments);
	}

}
