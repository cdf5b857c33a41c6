using System.Globalization;
using System.Text;

namespace Bench.Fuzz;

/// <summary>Makes requests, from nearly right to nothing like HTTP, the same ones for the same seed.</summary>
internal sealed class RequestMaker(Nonsense nonsense, IReadOnlyList<Route> routes, string host, string key)
{
    private static readonly string[] _pages =
        ["/", "/orders", "/orders/{id}", "/dead-letters", "/queues/{id}", "/instances/{id}", "/stock/{id}", "/sign-in", "/sign-out", "/_blazor/negotiate", "/_blazor", "/hubs/status/negotiate",
         "/_content/{id}", "/_framework/{id}", "/health/live", "/openapi/{id}", "/{id}"];

    private static readonly string[] _known =
        ["Message-Id", "Message-Type", "Correlation-Id", "Reply-To", "Ordering-Key", "Delay", "Time-To-Live", "X-Fuzz", "Idempotency-Key", "Prefer", "If-None-Match", "If-Match",
         "Last-Event-ID", "Accept", "Accept-Encoding", "Accept-Language", "Range", "traceparent", "tracestate", "baggage", "ce-id", "ce-type", "ce-source", "ce-specversion", "ce-time",
         "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "If-Modified-Since", "Expect", "Upgrade", "User-Agent", "Referer"];

    private static readonly string[] _contentTypes =
        ["application/json", "application/json", "application/json", "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=nonsense",
         "multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded", "application/cloudevents+json", "application/cloudevents-batch+json", "a/b/c", ";", ""];

    private readonly FuzzJson _json = new(nonsense);

    public FuzzRequest Next() => nonsense.Random.Next(20) switch
    {
        0 => Path(),
        1 => Method(),
        2 or 3 => Headers(),
        4 => Framing(),
        5 => Cookie(),
        6 or 7 => Credential(),
        8 => Form(),
        9 => Query(),
        10 => CutOff(),
        11 => new FuzzRequest("not HTTP", nonsense.Bytes(nonsense.Random.Next(1, 3000))),
        _ => Json(),
    };

    private FuzzRequest Json()
    {
        var route = nonsense.One(routes);
        var body = _json.Body(route.Fields);
        return Whole("JSON", route.Method, Target(route), body, [Key, $"Content-Type: {nonsense.One(_contentTypes)}"]);
    }

    private FuzzRequest Query()
    {
        var route = nonsense.One([.. routes.Where(r => r.Query.Count > 0)]);
        return Whole("query", route.Method, Target(route), [], [Key]);
    }

    private FuzzRequest Path() => Whole("path", "GET", nonsense.Random.Next(6) switch
    {
        0 => "/" + nonsense.HeaderValue().Replace(' ', '+'),
        1 => "/api/" + string.Join('/', Enumerable.Range(0, nonsense.Random.Next(1, 40)).Select(_ => nonsense.Segment())),
        2 => "http://elsewhere.example/api/orders",
        3 => "*",
        4 => "/api/orders/" + new string('a', nonsense.Random.Next(1, 20_000)),
        _ => nonsense.One(_pages).Replace("{id}", nonsense.Segment(), StringComparison.Ordinal),
    }, [], [Key, Page]);

    private FuzzRequest Method() => Whole(
        "method", nonsense.One(["get", "PATCH", "TRACE", "CONNECT", "OPTIONS", "HEAD", "PROPFIND", "G\u0001T", new string('M', 300), "PRI", "DELETE", "PUT"]), Target(nonsense.One(routes)), [], [Key]);

    private FuzzRequest Headers()
    {
        var route = nonsense.One(routes);
        var headers = Enumerable.Range(0, nonsense.Random.Next(1, 6)).Select(_ => $"{nonsense.One(_known)}: {nonsense.HeaderValue()}").Append(Key).ToList();
        switch (nonsense.Random.Next(10))
        {
            case 0: headers.AddRange(Enumerable.Range(0, 150).Select(i => $"X-Many-{i}: {i}")); break;
            case 1: headers.Add("X-Large: " + new string('v', nonsense.Random.Next(1000, 40_000))); break;
            case 2: headers.Add("No colon"); break;
            case 3: headers.Add(" folded: line"); break;
            case 4: headers.Add("Bad Name: x"); break;
            case 5: headers.Add("X-Null: a\0b"); break;
        }

        return Whole("headers", route.Method, Target(route), _json.Body(route.Fields), headers);
    }

    /// <summary>Lengths and codings that do not fit the body: what request smuggling is made of.</summary>
    private FuzzRequest Framing()
    {
        var route = nonsense.One(routes);
        var lines = nonsense.One<string[]>(
        [
            ["Content-Length: -1"], ["Content-Length: 99999999999999999999"], ["Content-Length: 3", "Content-Length: 4"], ["Content-Length: abc"], ["Content-Length: 5000000"],
            ["Transfer-Encoding: gzip"], ["Transfer-Encoding: chunked", "Content-Length: 4"], ["Transfer-Encoding: chunked, chunked"], ["Transfer-Encoding: xchunked"], ["Content-Encoding: gzip", "Content-Length: 2"],
        ]);
        var body = nonsense.One(["{}", "5\r\nhello\r\n0\r\n\r\n", "zz\r\n", "ffffffffffffffffff\r\n", "0\r\n\r\n", "1;ext=\"\r\na\r\n0\r\nTrailer: x\r\n\r\n"]);
        var version = nonsense.One(["HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/3.7", "HTPP/1.1", ""]);
        var hosts = nonsense.One<string[]>([["Host: " + host], [], ["Host: a", "Host: b"], ["Host: evil.example\"><"], ["Host: "]]);
        string[] all = [.. hosts, Key, "Connection: close", "Content-Type: application/json", .. lines];
        return new FuzzRequest("framing", Encoding.Latin1.GetBytes($"{route.Method} {Target(route)} {version}\r\n{string.Join("\r\n", all)}\r\n\r\n{body}"));
    }

    private FuzzRequest Cookie() => Whole("cookie", "GET", nonsense.One(_pages).Replace("{id}", nonsense.Segment(), StringComparison.Ordinal), [],
    [
        Page,
        "Cookie: " + nonsense.One(
        [
            "portal.session=" + nonsense.HeaderValue(), "portal.session=CfDJ8" + Convert.ToBase64String(nonsense.Bytes(200)), "portal-theme=" + nonsense.HeaderValue(),
            nonsense.HeaderValue(), "=;=;=", "portal.session=" + new string('A', 9000), "portal.sessionC1=x; portal.session=chunks-3", ".AspNetCore.Antiforgery.x=" + nonsense.HeaderValue(),
        ]),
    ]);

    private FuzzRequest Credential()
    {
        var route = nonsense.One(routes);
        var credential = nonsense.One(
        [
            "", "Bearer", "Bearer ", "Bearer " + nonsense.HeaderValue(), "bearer " + key + "x", "Basic " + Convert.ToBase64String(nonsense.Bytes(30)), "Digest username=\"a\"",
            "Bearer portal_" + nonsense.HeaderValue(), "Bearer portal_1_" + Convert.ToBase64String(nonsense.Bytes(32)), "Bearer " + new string('k', 8000), "Bearer " + key[..^1], $"Bearer {key}, Bearer {key}",
        ]);
        return Whole("credential", route.Method, Target(route), _json.Body(route.Fields), ["Authorization: " + credential, "Content-Type: application/json"]);
    }

    private FuzzRequest Form() => Whole("form", "POST", nonsense.One(["/sign-in", "/sign-in?returnUrl=" + nonsense.Segment(), "/sign-out", "/account", "/orders"]),
        nonsense.Random.Next(3) switch
        {
            0 => Encoding.UTF8.GetBytes($"_handler=sign-in&Form.Name={nonsense.Segment()}&Form.Password={nonsense.Segment()}&__RequestVerificationToken={nonsense.Segment()}"),
            1 => Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=\"Form.Name\"\r\n\r\na\r\n--x--"),
            _ => nonsense.Bytes(nonsense.Random.Next(0, 3000)),
        },
        ["Content-Type: " + nonsense.One(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data"]), Page]);

    private FuzzRequest CutOff()
    {
        var whole = Json().Bytes;
        return new FuzzRequest("cut off", whole[..nonsense.Random.Next(whole.Length)], IsCutOff: true);
    }

    private string Key => "Authorization: Bearer " + key;

    private static string Page => "Accept: text/html";

    private string Target(Route route)
    {
        var path = string.Join('/', route.Path.Split('/').Select(segment => segment.StartsWith('{') ? nonsense.Segment() : segment));
        var query = route.Query.Where(_ => nonsense.Chance(40)).Select(name => $"{name}={Value(name)}").ToList();
        if (route.Path.EndsWith("/requests", StringComparison.Ordinal))
            query.Add("timeout=0.01"); // else it waits for a reply as long as it is allowed to, and rightly
        return query.Count == 0 ? path : path + "?" + string.Join('&', query);
    }

    /// <summary>What waits, waits a moment only: that is no hang.</summary>
    private string Value(string name) => name is "wait" or "timeout" ? nonsense.One(["0", "0.1", "-1", "x", "1e9", "61"]) : nonsense.Segment();

    private FuzzRequest Whole(string kind, string method, string target, byte[] body, IReadOnlyList<string> headers)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        foreach (var header in headers)
            head.Append(header).Append("\r\n");
        if (body.Length > 0 || method is "POST" or "PUT")
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        return new FuzzRequest(kind, [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body]);
    }
}
