// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Files: streams of any size, up and down, in constant memory.
 */
@NullMarked
package io.weir.sample.files;

import org.jspecify.annotations.NullMarked;
