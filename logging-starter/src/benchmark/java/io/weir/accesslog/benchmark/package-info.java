// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the access log costs beside its peers, over real HTTP; run by the Maven profile
 * {@code benchmark}.
 */
package io.weir.accesslog.benchmark;
