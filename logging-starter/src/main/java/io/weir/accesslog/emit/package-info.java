// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The way of an entry from the end of its exchange to where it is written: a bounded
 * queue, one thread, redaction, the writer.
 */
@NullMarked
package io.weir.accesslog.emit;

import org.jspecify.annotations.NullMarked;
