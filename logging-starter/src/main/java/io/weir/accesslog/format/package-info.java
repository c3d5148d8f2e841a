// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * How an entry reads: as a line in the NCSA formats, as a JSON object, by a pattern.
 */
@NullMarked
package io.weir.accesslog.format;

import org.jspecify.annotations.NullMarked;
