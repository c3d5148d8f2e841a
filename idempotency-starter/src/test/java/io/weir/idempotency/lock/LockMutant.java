// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.lock;

import java.util.List;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * A lock table that is broken in one place.
 */
enum LockMutant {

	A_WAITER_THAT_LEFT_STAYS_IN_THE_QUEUE("LockTable", "if (!place.entry.remove(place)) {", "if (!place.queued) {"),

	LEAVING_IS_NOT_ATOMIC("LockTable", "synchronized (place.entry) {", "synchronized (place) {"),

	A_FORMER_HOLDER_RELEASES_ANOTHERS_LOCK("LockTable",
			"LockPlace<A, O> next;\n\t\tLockHandle<A, O> successor;\n\t\tboolean dropped;\n\t\tsynchronized (entry) {\n\t\t\tif (entry.holder() != handle) {",
			"LockPlace<A, O> next;\n\t\tLockHandle<A, O> successor;\n\t\tboolean dropped;\n\t\tsynchronized (entry) {\n\t\t\tif (entry.holder() == null) {"),

	A_LOCK_IS_GRANTED_TWICE("LockTable", "entry.holder(handle);\n\t\t\t\tthis.held", "this.held"),

	THE_NEXT_IS_NOT_WOKEN("LockTable", "this.callbacks.grant(next, successor);", "next.queued = false;"),

	WAITERS_ARE_FORGOTTEN_ON_COMPLETION("LockTable",
			"answered.forEach((place) -> this.callbacks.answer(place, outcome));", ""),

	A_HELD_ENTRY_EXPIRES("IdleExpiry",
			"long expireAfterCreate(StoreKey key, LockEntry<A, O> entry, long now) {\n\t\treturn Long.MAX_VALUE;",
			"long expireAfterCreate(StoreKey key, LockEntry<A, O> entry, long now) {\n\t\treturn this.idle.toNanos();"),

	AN_IDLE_ENTRY_IS_TAKEN_UNPINNED("LockEntries",
			"this.expiration.setExpiresAfter(entry.key, Long.MAX_VALUE, TimeUnit.NANOSECONDS);", ""),

	AN_ENTRY_IS_PINNED_WITHOUT_A_SECOND_LOOK("LockEntries", "return this.cache.getIfPresent(entry.key) == entry;",
			"return true;"),

	A_TAKEN_ENTRY_EXPIRES_WHEN_THE_FORMER_HOLDER_IS_LATE("IdleExpiry", "entry.drop() ? this.idle.toNanos()",
			"entry.drop() | true ? this.idle.toNanos()"),

	A_REMOVED_ENTRY_IS_TAKEN("LockEntry", "this.removed = drop();", "drop();"),

	A_REFERENCE_IS_NEVER_DROPPED("LockTable", "place.entry.drop(); // not the last: a queue has a holder", ""),

	EVERY_RELEASE_LEAVES_A_TASK_BEHIND("LockEntries", "SparingScheduler.of(scheduler)", "scheduler"),

	A_REFUSED_CALLBACK_IS_LOST("Callbacks", "runHere(callback);\n", "callback.hashCode();\n"),

	REFUSED_CALLBACKS_ARE_NESTED("Callbacks", "this.refused.add(callback);",
			"callback.run();\n\t\tthis.refused.add(() -> {\n\t\t});");

	private final String className;

	private final String original;

	private final String replacement;

	LockMutant(String className, String original, String replacement) {
		this.className = className;
		this.original = original;
		this.replacement = replacement;
	}

	/**
	 * Runs a proof against this mutant.
	 * @return the tests that noticed
	 */
	List<String> noticedBy(Class<?> proof) throws Exception {
		return noticedBy(proof, DiscoverySelectors.selectClass(mutated(proof)));
	}

	List<String> noticedBy(Class<?> proof, String method) throws Exception {
		return noticedBy(proof, DiscoverySelectors.selectMethod(mutated(proof), method));
	}

	private Class<?> mutated(Class<?> proof) throws Exception {
		return new MutantClassLoader(this.className, this.original, this.replacement).loadClass(proof.getName());
	}

	private static List<String> noticedBy(Class<?> proof, DiscoverySelector selector) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		if (listener.getSummary().getTestsStartedCount() == 0) {
			throw new IllegalStateException("No tests in " + proof);
		}
		return listener.getSummary()
			.getFailures()
			.stream()
			.map(Failure::getTestIdentifier)
			.map((test) -> proof.getSimpleName() + "#" + test.getDisplayName())
			.toList();
	}

}
