// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What not to do: the two classic mistakes, at work with the profile {@code naive}, for
 * comparison under load.
 */
@NullMarked
package io.weir.sample.naive;

import org.jspecify.annotations.NullMarked;
