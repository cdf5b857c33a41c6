using System.Globalization;
using Messaging;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Unit.Messaging.Crash;

namespace Unit.Portal.Operations.Bulk;

/// <summary>
/// A portal's operations in a process that is there to be killed: it starts a replay of everything unless there is one, handles
/// what is replayed (every tenth message fails again) and writes down each delivery before it is settled.
/// </summary>
internal static class BulkChild
{
    public const string Kind = "bulk";
    public const int FailsAgain = 10;

    public static async Task<int> RunAsync(string directory)
    {
        using var log = new CrashLog(Path.Combine(directory, "log"));
        await using var desk = await BulkDesk.OpenAsync(directory: directory);

        // Longer than a test takes: one that died must not leave this process behind.
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        var handling = HandleAsync(desk.Broker, log, end.Token);
        var known = await desk.Gateway.ListAsync(null, new(), end.Token);
        var operation = known.Value!.Items.Count > 0
            ? known.Value.Items[0]
            : (await desk.Gateway.StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter()), "Ada", end.Token)).Value!;
        while (operation.State != OperationState.Completed && !end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            operation = (await desk.Gateway.FindAsync(operation.Id, end.Token))!;
        }

        while (desk.Broker.Statistics(BulkDesk.Queue) is { Ready: > 0 } or { Leased: > 0 })
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        await end.CancelAsync();
        await handling;
        return 0;
    }

    /// <summary>Whether the handler fails this one, each time it comes.</summary>
    public static bool IsBad(Message message) => message.Body.Span[0] == 1;

    private static async Task HandleAsync(IBroker broker, CrashLog log, CancellationToken end)
    {
        try
        {
            while (true)
            {
                var settling = new List<Task>();
                foreach (var delivery in await broker.ReceiveAsync(BulkDesk.Queue, 100, Timeout.InfiniteTimeSpan, cancellationToken: end))
                {
                    log.Add("delivered", delivery.Message.Id + "/" + delivery.DeliveryCount.ToString(CultureInfo.InvariantCulture));
                    settling.Add(IsBad(delivery.Message)
                        ? broker.DeadLetterAsync(delivery.LeaseToken, new Failure("attempts-exhausted"), CancellationToken.None)
                        : broker.AcknowledgeAsync(delivery.LeaseToken, CancellationToken.None));
                }

                await Task.WhenAll(settling); // a commit for each hundred, and so as many as the test counts on, if not more
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Everything was handled.
        }
    }
}
