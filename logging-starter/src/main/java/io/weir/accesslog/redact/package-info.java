// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is hidden before an entry is seen by anyone: secrets in bodies, query strings,
 * headers and the URLs inside them.
 */
@NullMarked
package io.weir.accesslog.redact;

import org.jspecify.annotations.NullMarked;
