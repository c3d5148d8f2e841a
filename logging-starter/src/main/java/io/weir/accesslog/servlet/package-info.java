// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The filter around every exchange: what it sees, what it counts, and when an exchange is
 * over.
 */
@NullMarked
package io.weir.accesslog.servlet;

import org.jspecify.annotations.NullMarked;
