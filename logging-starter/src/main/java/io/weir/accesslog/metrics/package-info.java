// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the access log counts of itself, and how a meter registry sees it.
 */
@NullMarked
package io.weir.accesslog.metrics;

import org.jspecify.annotations.NullMarked;
