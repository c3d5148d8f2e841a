// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The load run: starts the sample in a process of its own, drives it over HTTP, checks
 * from outside what must hold, and reports.
 */
@NullMarked
package io.weir.sample.load;

import org.jspecify.annotations.NullMarked;
