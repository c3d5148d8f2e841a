// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.sample.live;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the live page asks for.
 */
@RestController
@RequestMapping("/live")
class LiveController {

	private final LatestEntries entries;

	private final Clients clients;

	LiveController(LatestEntries entries, Clients clients) {
		this.entries = entries;
		this.clients = clients;
	}

	@GetMapping("/entries")
	List<LatestEntries.Entry> entries(@RequestParam(defaultValue = "0") long after) {
		return this.entries.after(after);
	}

	/**
	 * Lets many clients pay at once with one key. A browser cannot: it opens six
	 * connections.
	 */
	@PostMapping("/clients")
	Clients.Answers clients(@RequestBody Clients.Order order) {
		return this.clients.pay(order);
	}

}
