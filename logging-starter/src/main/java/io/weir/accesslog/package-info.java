// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The public API of the access log: what an entry is, where entries go, and what is
 * hidden in them.
 */
@NullMarked
package io.weir.accesslog;

import org.jspecify.annotations.NullMarked;
