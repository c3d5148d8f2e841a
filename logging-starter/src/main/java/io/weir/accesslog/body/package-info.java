// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Bounded pieces of bodies: how much is kept of one, and of all at one time.
 */
@NullMarked
package io.weir.accesslog.body;

import org.jspecify.annotations.NullMarked;
