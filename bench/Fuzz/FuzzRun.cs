using System.Collections.Concurrent;

namespace Bench.Fuzz;

/// <summary>Many requests from several connections at once, and what came of them.</summary>
internal sealed class FuzzRun(Uri portal, string key, IReadOnlyList<Route> routes, int seed)
{
    private const int Workers = 16;
    private const int HubShare = 50; // one connection to a hub for so many requests
    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private readonly ConcurrentDictionary<string, long> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();
    private int _sent;

    public IReadOnlyDictionary<int, long> Statuses => _statuses;

    public IReadOnlyDictionary<string, long> Kinds => _kinds;

    public IReadOnlyCollection<string> Findings => _findings;

    public Task RunAsync(int requests)
    {
        var until = _sent + requests;
        var first = _sent;
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(first + worker, until))));
    }

    private async Task WorkAsync(int worker, int until)
    {
        var nonsense = new Nonsense(new Random(HashCode.Combine(seed, worker)));
        var maker = new RequestMaker(nonsense, routes, portal.Authority, key);
        var sender = new RequestSender(portal.Host, portal.Port);
        var hub = new HubFuzz(nonsense, portal, key);
        while (Interlocked.Increment(ref _sent) is var number && number <= until)
        {
            if (number % HubShare == 0)
                await HubAsync(hub);
            else
                await SendAsync(sender, maker.Next());
        }

        Interlocked.Decrement(ref _sent);
    }

    private async Task SendAsync(RequestSender sender, FuzzRequest request)
    {
        _kinds.AddOrUpdate(request.Kind, 1, (_, n) => n + 1);
        try
        {
            var status = await sender.SendAsync(request);
            _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            if (!IsAllowed(status, request))
                _findings.Enqueue($"{status}: {request}");
        }
        catch (TimeoutException)
        {
            _findings.Enqueue($"no answer in 10 s: {request}");
        }
    }

    private async Task HubAsync(HubFuzz hub)
    {
        _kinds.AddOrUpdate("hub frames", 1, (_, n) => n + 1);
        if (!await hub.RunAsync())
            _findings.Enqueue("a hub connection was neither answered nor closed in 10 s");
    }

    /// <summary>
    /// Everything but 5xx; of those, 501 and 505 are HTTP's own answers to codings and versions nobody speaks, and a request without
    /// a reply in its time is 504 by contract.
    /// </summary>
    private static bool IsAllowed(int status, FuzzRequest request) => status switch
    {
        501 or 505 => request.Kind == "framing",
        504 => request.ToString().Contains("/requests?", StringComparison.Ordinal),
        _ => status is >= 0 and < 500,
    };
}
