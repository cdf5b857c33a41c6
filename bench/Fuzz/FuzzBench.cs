using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bench.Orders;
using Bench.Pages;
using Messaging;

namespace Bench.Fuzz;

/// <summary>
/// Nonsense of every kind at a portal that runs as it would for its users: every route of its own description, and what is no
/// route and no HTTP. Rules: no 5xx, no hang, memory within a bound, and afterwards everything is as it was and works.
/// </summary>
internal sealed class FuzzBench : IBench
{
    private const string Pipe = "portal-fuzz-memory";
    private const int Shown = 25;
    private const double ManagedBound = 64;
    private const double ResidentBound = 256;

    public string Name => "fuzz";

    public string About => "malformed paths, headers, JSON, sizes, codings, cookies, keys and hub frames: no 5xx, no hang, bounded memory, state intact";

    public IReadOnlyList<string> Options => ["--requests", "--seed"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        using var directory = new BenchDirectory();
        Machine.Describe();
        var (requests, seed) = ((int)arguments.Number("--requests", 100_000), (int)arguments.Number("--seed", 1));
        await using var portal = await PortalUnderTest.StartAsync(directory.Path, new Dictionary<string, string>
        {
            ["Portal__Limits__SignInsPerMinute"] = "1000000",
            ["DOTNET_STARTUP_HOOKS"] = typeof(FuzzBench).Assembly.Location,
            [StartupHook.PipeVariable] = Pipe,
        });
        var keepsakes = new Keepsakes(portal.Api);
        await keepsakes.PutAsync();
        var routes = Route.AllOf((await portal.Api.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!);
        Console.WriteLine($"{routes.Count} routes, seed {seed}");
        var run = new FuzzRun(portal.Api.BaseAddress!, PortalUnderTest.ApiKey, routes, seed);

        // The first tenth fills caches and pools: what grows after it grows with the number of requests.
        await run.RunAsync(requests / 10);
        var before = await PortalMemory.OfAsync(portal.Id, Pipe);
        var start = TimeProvider.System.GetTimestamp();
        await run.RunAsync(requests - (requests / 10));
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var wrong = new List<string>(run.Findings.Take(Shown));
        var failed = run.Findings.Count;
        await TerminateInstancesAsync(portal.Api);
        await CheckAsync("state", async () => await keepsakes.WhatIsWrongAsync());
        var after = await PortalMemory.OfAsync(portal.Id, Pipe);
        var (managed, resident) = ((after.Managed - before.Managed) / 1048576.0, (after.Resident - before.Resident) / 1048576.0);
        await CheckAsync("memory", () => Task.FromResult(managed > ManagedBound || resident > ResidentBound
            ? $"grew by {managed:0} MiB managed, {resident:0} MiB resident"
            : null));
        await portal.StopAsync();
        foreach (var file in Directory.GetFiles(portal.DataDirectory, "*.db"))
            await CheckAsync(Path.GetFileName(file), () => Task.FromResult(Integrity(file)));

        Console.WriteLine("kinds: " + string.Join(", ", run.Kinds.OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value:N0}")));
        Console.WriteLine("answers: " + string.Join(", ", run.Statuses.OrderBy(s => s.Key).Select(s => $"{(s.Key == 0 ? "closed" : s.Key)} {s.Value:N0}")));
        Console.WriteLine($"memory: managed {before.Managed / 1048576.0:0} MiB, {managed:+0;-0;0}; resident {before.Resident / 1048576.0:0} MiB, {resident:+0;-0;0}");
        foreach (var finding in wrong)
            Console.WriteLine("  " + finding);
        Console.WriteLine($"{requests:N0} requests, {(requests * 0.9) / seconds:N0}/s: {requests - run.Findings.Count:N0} passed, {failed} failed");
        if (failed > 0)
            Environment.ExitCode = 1;
        return new JsonObject
        {
            ["requests"] = requests,
            ["failed"] = failed,
            ["serverErrors"] = run.Statuses.Where(s => s.Key >= 500).Sum(s => s.Value),
            ["managedGrowthMb"] = Math.Round(managed, 1),
            ["residentGrowthMb"] = Math.Round(resident, 1),
        };

        async Task CheckAsync(string what, Func<Task<string?>> check)
        {
            string? finding;
            try
            {
                finding = await check();
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or InvalidOperationException)
            {
                finding = e.Message;
            }

            if (finding is null)
                return;
            wrong.Add($"{what}: {finding}");
            failed++;
        }
    }

    /// <summary>Instances are processes that outlive their portal: those that a request happened to launch must not stay.</summary>
    private static async Task TerminateInstancesAsync(HttpClient api)
    {
        foreach (var instance in (await api.GetFromJsonAsync<JsonObject>("/api/instances?limit=500"))!["items"]!.AsArray())
        {
            using var unprotected = await api.PutAsJsonAsync($"/api/instances/{instance!["id"]}/protection", new { @protected = false });
            using var terminated = await api.PostAsync($"/api/instances/{instance["id"]}/terminate", null);
        }
    }

    private static string? Integrity(string file)
    {
        using var connection = SqliteConnection.Open(file, readOnly: true);
        using var check = connection.Prepare("PRAGMA integrity_check");
        check.Step();
        var answer = check.Text(0);
        return answer == "ok" ? null : answer;
    }
}
