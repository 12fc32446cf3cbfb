vcl 4.1;

import directors;
import std;

# Each node, and how Varnish knows that it has pages to show. Not /healthz: while the database does not answer, that is 503, and
# a node still shows what it has.
probe pages {
	.url = "/";
	.interval = 2s;
	.timeout = 6s;
	.window = 3;
	.threshold = 2;
	.initial = 2;
}
backend one { .host = "node-one"; .port = "4321"; .probe = pages; }
backend two { .host = "node-two"; .port = "4321"; .probe = pages; }

sub vcl_init {
	new nodes = directors.round_robin();
	nodes.add_backend(one);
	nodes.add_backend(two);
}

sub vcl_recv {
	set req.backend_hint = nodes.backend();
	# How the nodes are is between them and whoever looks after them.
	if (req.url ~ "^/(healthz|metrics)") { return (synth(404)); }
	if (req.url ~ "^/api/v1/" || (req.method != "GET" && req.method != "HEAD")) { return (pass); }
	# It never ends.
	if (req.url == "/events") { return (pipe); }
	# Public pages know no visitor.
	unset req.http.Cookie;
	# Old pages are for when no node answers, and then for a day.
	set req.grace = 0s;
	if (req.restarts > 0 || !std.healthy(req.backend_hint)) { set req.grace = 24h; }
}

# A node that has just died is not known to be ill yet: the next one is asked, and after it what was shown before.
sub vcl_backend_error {
	# What was to be written may have been.
	if (bereq.retries < 1 && (bereq.method == "GET" || bereq.method == "HEAD")) { return (retry); }
}

sub vcl_deliver {
	if (resp.status >= 500 && req.restarts < 1 && (req.method == "GET" || req.method == "HEAD")) { return (restart); }
}

sub vcl_backend_response {
	# A failure never takes the place of what was shown before.
	if (beresp.status >= 500) {
		if (bereq.is_bgfetch) { return (abandon); }
		set beresp.ttl = 0s;
		set beresp.grace = 0s;
		set beresp.keep = 0s;
		return (deliver);
	}
	# A second at most, so that news is soon everywhere; then a node is asked whether anything changed (304 costs next to
	# nothing). Cache-Control is for browsers, which are to ask each time.
	if (beresp.status == 200 && beresp.http.CDN-Cache-Control ~ "max-age=[1-9]") {
		set beresp.ttl = 1s;
		set beresp.keep = 24h;
		set beresp.grace = 24h;
		return (deliver);
	}
	# Whatever else a node says is for whoever asked.
	set beresp.ttl = 0s;
	set beresp.uncacheable = true;
}
