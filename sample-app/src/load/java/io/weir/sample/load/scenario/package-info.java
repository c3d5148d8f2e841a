// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What clients do to the sample, well and badly behaved ones.
 */
@NullMarked
package io.weir.sample.load.scenario;

import org.jspecify.annotations.NullMarked;
