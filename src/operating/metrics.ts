import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One value, and what it is of. */
export interface Figure {
	labels: Record<string, string>;
	value: number;
}

/** What `/metrics` shows, in the words of Prometheus. */
export class Metrics {
	readonly #registry = new Registry();
	readonly #requests: Counter<'method' | 'status'>;
	readonly #pages: Counter<'result'>;
	readonly renderSeconds: Histogram;
	readonly hit: { inc(): void };
	readonly miss: { inc(): void };
	readonly stale: { inc(): void };
	/** How late a measurement starts, in seconds. */
	readonly monitorLag: { observe(seconds: number): void };
	readonly #partners: Counter<'result'>;
	readonly #pageErrors: Counter;

	constructor(publication: () => number, contentProblems: () => number) {
		const registers = [this.#registry];
		collectDefaultMetrics({ register: this.#registry });
		this.#requests = new Counter({
			name: 'vigente_http_requests_total',
			help: 'Requests that were not answered from the page cache',
			labelNames: ['method', 'status'],
			registers,
		});
		this.#pages = new Counter({
			name: 'vigente_pages_total',
			help: 'Pages by where their bytes came from: hit (cache), miss (rendered), stale (old, since rendering failed)',
			labelNames: ['result'],
			registers,
		});
		this.hit = this.#pages.labels('hit');
		this.miss = this.#pages.labels('miss');
		this.stale = this.#pages.labels('stale');
		this.renderSeconds = new Histogram({
			name: 'vigente_render_seconds',
			help: 'Time to render a page',
			buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
			registers,
		});
		this.monitorLag = new Histogram({
			name: 'vigente_monitor_lag_seconds',
			help: 'How late the measurements of monitors start',
			buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
			registers,
		});
		this.#pageErrors = new Counter({
			name: 'vigente_page_errors_total',
			help: 'Pages that could not be rendered',
			registers,
		});
		this.#partners = new Counter({
			name: 'vigente_partner_readings_total',
			help: 'Readings of partners’ own pages by how they went: told, unchanged, unreadable',
			labelNames: ['result'],
			registers,
		});
		gauge('vigente_publication_number', 'Number of the last publication', publication, registers);
		gauge('vigente_content_problems', 'Published revisions whose file has changed since', contentProblems, registers);
	}

	/** A page that could not be rendered. */
	pageFailed(): void {
		this.#pageErrors.inc();
	}

	/** Shows what `read` says whenever somebody asks; nothing where it fails. */
	describe(name: string, help: string, labelNames: string[], read: () => Promise<Figure[]>): void {
		new Gauge({
			name,
			help,
			labelNames,
			registers: [this.#registry],
			async collect() {
				this.reset();
				const figures = await read().catch(() => []);
				for (const { labels, value } of figures) this.set(labels, value);
			},
		});
	}

	answered(method: string, status: number): void {
		this.#requests.inc({ method, status: String(status) });
	}

	partnerRead(result: 'told' | 'unchanged' | 'unreadable'): void {
		this.#partners.inc({ result });
	}

	text(): Promise<string> {
		return this.#registry.metrics();
	}
}

function gauge(name: string, help: string, read: () => number, registers: Registry[]): void {
	new Gauge({
		name,
		help,
		registers,
		collect() {
			try {
				this.set(read());
			} catch {
				this.remove();
			}
		},
	});
}
