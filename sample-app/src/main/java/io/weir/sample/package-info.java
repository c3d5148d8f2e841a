// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A payments and files service that puts both starters under load.
 */
@NullMarked
package io.weir.sample;

import org.jspecify.annotations.NullMarked;
