// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Redis and PostgreSQL for trying things out, with nothing to install: started from the
 * class path when the profile asks for one and no address of one is given.
 */
@NullMarked
package io.weir.sample.engine;

import org.jspecify.annotations.NullMarked;
