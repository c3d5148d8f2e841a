// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A browser, driven over its own protocol: enough of it to test a page.
 */
@NullMarked
package io.weir.sample.browser;

import org.jspecify.annotations.NullMarked;
