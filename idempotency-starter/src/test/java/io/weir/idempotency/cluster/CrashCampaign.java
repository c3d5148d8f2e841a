// SPDX-FileCopyrightText: 2026 The Weir authors
// SPDX-License-Identifier: Apache-2.0

package io.weir.idempotency.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.weir.idempotency.engine.PostgresEngine;
import io.weir.idempotency.engine.RedisEngine;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Instances die and stand still while clients pay until they are answered; then the books
 * are checked, key by key. The database is not touched.
 */
final class CrashCampaign {

	private static final long LEASE_MILLIS = 500;

	private final CampaignPlan plan;

	private final List<CampaignInstance> instances = new ArrayList<>();

	private final Set<CampaignInstance> down = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicInteger pending = new AtomicInteger();

	private int kills;

	private int pauses;

	CrashCampaign(CampaignPlan plan) {
		this.plan = plan;
	}

	/**
	 * Runs one campaign and prints its report.
	 */
	public static void main(String[] arguments) throws Exception {
		CampaignPlan plan = switch (arguments[0]) {
			case "transactional" -> CampaignPlan.transactional();
			case "marker" -> CampaignPlan.marker();
			case "unfenced" -> CampaignPlan.unfenced();
			default -> CampaignPlan.redis();
		};
		System.out.println(new CrashCampaign(plan).run().table());
		System.exit(0);
	}

	CampaignReport run() throws Exception {
		String url = PostgresEngine.shared().newDatabase();
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(url));
		jdbc.execute(PaymentApplication.TABLE);
		List<String> properties = new ArrayList<>(this.plan.properties());
		properties.addAll(List.of("spring.datasource.url=" + url, "spring.datasource.hikari.maximum-pool-size=12",
				"spring.datasource.hikari.minimum-idle=2", "spring.datasource.hikari.connection-timeout=2000",
				"spring.data.redis.port=" + RedisEngine.shared().port(),
				"weir.idempotency.jdbc.initialize-schema=always", "work-millis=20",
				"weir.idempotency.lease=" + LEASE_MILLIS + "ms"));
		ExecutorService threads = Executors.newCachedThreadPool();
		long started = System.nanoTime();
		try {
			for (int i = 1; i <= this.plan.instances(); i++) {
				this.instances.add(new CampaignInstance(i, properties));
			}
			this.instances.forEach(CampaignInstance::awaitStart);
			List<CampaignClient> clients = new ArrayList<>();
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < this.plan.clients(); i++) {
				CampaignClient client = new CampaignClient(this.plan.seed() + "-" + i, this::anyPort, this.over::get);
				clients.add(client);
				running.add(threads.submit(client));
			}
			disturb(threads, clients);
			this.over.set(true);
			while (this.pending.get() > 0) {
				TimeUnit.MILLISECONDS.sleep(50);
			}
			for (Future<?> client : running) {
				client.get(120, TimeUnit.SECONDS);
			}
			return CampaignReport.of(this.plan, clients, jdbc, this.kills, this.pauses,
					Duration.ofNanos(System.nanoTime() - started));
		}
		finally {
			this.over.set(true);
			threads.shutdownNow();
			this.instances.forEach(CampaignInstance::close);
		}
	}

	private void disturb(ExecutorService threads, List<CampaignClient> clients) throws Exception {
		Random random = new Random(this.plan.seed());
		long deadline = System.nanoTime() + this.plan.atMost().toNanos();
		while (System.nanoTime() < deadline && (this.kills + this.pauses < this.plan.disturbances()
				|| clients.stream().mapToInt((client) -> client.answers().size()).sum() < this.plan.keys())) {
			TimeUnit.MILLISECONDS.sleep(this.plan.everyMillis() / 2 + random.nextInt(this.plan.everyMillis()));
			CampaignInstance victim = this.instances.get(random.nextInt(this.instances.size()));
			boolean kill = random.nextInt(100) < this.plan.killPercent();
			long pauseMillis = LEASE_MILLIS + random.nextLong(2 * LEASE_MILLIS);
			// One instance at least stays up, so that clients get on.
			if (this.down.size() + 1 >= this.instances.size() || !this.down.add(victim)) {
				continue;
			}
			this.pending.incrementAndGet();
			if (kill) {
				this.kills++;
			}
			else {
				this.pauses++;
			}
			Future<?> unused = threads.submit(() -> strike(victim, kill, pauseMillis));
		}
	}

	private void strike(CampaignInstance victim, boolean kill, long pauseMillis) {
		try {
			if (kill) {
				victim.kill();
				victim.restart();
			}
			else {
				victim.pause();
				TimeUnit.MILLISECONDS.sleep(pauseMillis);
				victim.resume();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.down.remove(victim);
			this.pending.decrementAndGet();
		}
	}

	private int anyPort() {
		return this.instances.get(ThreadLocalRandom.current().nextInt(this.instances.size())).port();
	}

}
