// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the sample over real HTTP.
 */
@NullMarked
package io.weir.sample;

import org.jspecify.annotations.NullMarked;
