using System.Net.Http.Json;
using System.Text.Json;
using Bench.Orders;

namespace Bench.Pages;

/// <summary>
/// The files of a portal with a million rows of each kind, kept in the temporary folder between runs: made once by a portal that
/// handles a few orders and failures, and then multiplied.
/// </summary>
internal static class SeededPortal
{
    /// <summary>The job with the runs.</summary>
    public const string Job = "DEFAULT.operation-retention";

    private const int Rows = 1_000_000;
    private const int Few = 10_000; // operations, schedules, runs of a job
    private const int Templates = 40;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>Copies the files below <paramref name="directory"/>, where <see cref="PortalUnderTest"/> looks for them; makes them first where need be.</summary>
    public static async Task PutAsync(string directory, bool fresh, IReadOnlyDictionary<string, string> settings)
    {
        var kept = Path.Combine(Path.GetTempPath(), "portal-bench-pages");
        var done = Path.Combine(kept, "done-" + Version());
        if (fresh || !File.Exists(done))
        {
            if (Directory.Exists(kept))
                Directory.Delete(kept, recursive: true);
            var start = TimeProvider.System.GetTimestamp();
            await MakeAsync(Directory.CreateDirectory(kept).FullName, settings);
            await File.WriteAllTextAsync(done, "");
            Console.WriteLine($"seeded {Rows:N0} rows of each kind in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0} s: {kept}");
        }

        var target = Directory.CreateDirectory(Path.Combine(directory, "portal")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(kept, "portal"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Path.Combine(kept, "portal"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Of the programs whose schemas the files have: another build may have other ones.</summary>
    private static string Version() => PortalUnderTest.ProgramVersion;

    private static async Task MakeAsync(string directory, IReadOnlyDictionary<string, string> settings)
    {
        await using (var portal = await PortalUnderTest.StartAsync(directory, settings))
            await FailAndSucceedAsync(portal);
        var data = Path.Combine(directory, "portal");
        var rows = new MillionRows(data, Rows);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        // One file each, two at a time; the broker's takes longest.
        Func<Task>[] writes =
        [
            async () =>
            {
                rows.DeadLetters(now);
                await WaitingRows.WriteAsync(data, Rows);
            },
            () => Run(() => rows.Orders(now)),
            () => Run(() => StockRows.Write(data, Rows, now)),
            () => Run(() => InstanceRows.Write(data, Rows, now)),
            () => Run(() => rows.Journal(now)),
            () => Run(() => rows.Journeys(now)),
            () => Run(() => OperationRows.Write(data, Few, Rows, now)),
            () => Run(() => JobRows.Write(data, Few)),
            () => Run(() => OperationRows.Notes(data, Few * 2, now)),
        ];
        await Parallel.ForEachAsync(writes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (write, _) => await write());

        // Once more, so that whatever is made of these files by the portal itself - the desk's index - is made, and kept with them.
        await using var again = await PortalUnderTest.StartAsync(directory, settings);
        await UntilAsync(async () => await ListTimes.CountAsync(again.Api, "/api/dead-letters/counts") is null or >= Rows, "the dead letters are indexed");
        await again.StopAsync();
    }

    private static Task Run(Action write)
    {
        write();
        return Task.CompletedTask;
    }

    private static async Task FailAndSucceedAsync(PortalUnderTest portal)
    {
        await new SteadyOrders(portal.Api, 1).StockUpAsync();
        (await portal.Api.PutAsJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 1 })).EnsureSuccessStatusCode();
        var instance = (await portal.Api.GetFromJsonAsync<JsonElement>("/api/instances?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();
        var schedule = new { action = "stop", cron = "0 3 1 1 *", timeZone = "UTC", enabled = true };
        (await portal.Api.PutAsJsonAsync($"/api/instances/{instance}/schedules/nightly", schedule)).EnsureSuccessStatusCode();
        (await portal.Api.PostAsync($"/api/jobs/{Job}/run", null)).EnsureSuccessStatusCode();
        for (var i = 0; i < Templates; i++)
        {
            var order = new { customer = "Template", lines = new[] { new { sku = "KB-100", quantity = 1 + (i % 3) } }, card = i % 8 == 0 ? "tok_0002" : null };
            (await portal.Api.PostAsJsonAsync("/api/orders", order)).EnsureSuccessStatusCode();
            using var message = new HttpRequestMessage(HttpMethod.Post, i % 2 == 0 ? "/api/queues/billing/messages" : "/api/queues/sales/messages");
            message.Headers.Add("Message-Type", i % 2 == 0 ? "billing.refund-order.v1" : "bench.unknown.v1");
            message.Content = JsonContent.Create(new { orderId = $"no-such-order-{i}", reason = "A template" });
            (await portal.Api.SendAsync(message)).EnsureSuccessStatusCode();
        }

        await UntilAsync(
            async () => await ListTimes.ItemsAsync(portal.Api, "/api/dead-letters?limit=500") >= Templates
                && await ListTimes.ItemsAsync(portal.Api, "/api/orders?status=readyToShip&limit=500") + await ListTimes.ItemsAsync(portal.Api, "/api/orders?status=cancelled&limit=500") >= Templates,
            "the templates are handled");
        await portal.StopAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > _patience)
                throw new TimeoutException($"Not within {_patience.TotalMinutes} minutes: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}
