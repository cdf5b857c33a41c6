using System.Diagnostics;
using System.Globalization;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Vfs;

namespace Bench.Chaos;

/// <summary>
/// Works until it is killed, or kills itself where its orders say. Ordered to drain, it publishes nothing, handles everything
/// there is, and ends.
/// </summary>
internal static class ChaosChild
{
    public const string Argument = "--chaos-child";

    /// <summary>A checkpoint after so many pages: there is nearly always one under way.</summary>
    private const int CheckpointPages = 40;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    /// <summary>Arguments: the directory, where to die (<see cref="Death"/>) and at the how many-th time, the planted bug,
    /// and whether there is one caller alone.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (directory, death, hits) = (args[0], Enum.Parse<Death>(args[1]), int.Parse(args[2], CultureInfo.InvariantCulture));
        var bug = Enum.Parse<PlantedBug>(args[3]);
        var alone = bool.Parse(args[4]);
        Arm(death, hits, out var atCheckpoint);
        using var scope = VfsScope.WithCheckpoints(directory, CheckpointPages, atCheckpoint);
        var pipe = new FactPipe();
        using var file = new ServiceFile(directory);
        file.Create();
        await using var broker = EmbeddedBroker.Open(directory, Durability.Full, TimeProvider.System, NullLogger.Instance, ballastBytes: 0);
        await ChaosQueues.DeclareAsync(broker);
        pipe.Tell("ready");

        // A parent that died must not leave this process behind.
        using var end = new CancellationTokenSource(_longest, TimeProvider.System);
        var client = bug == PlantedBug.None ? new ChaosClient(broker, pipe) : new PlantedClient(broker, pipe, bug);
        var produce = death != Death.None;
        var outbox = new OutboxLoad(broker, file, client, pipe, bug != PlantedBug.SkipInbox);
        try
        {
            var load = new ChaosLoad(broker, client);
            var work = alone ? load.RunAloneAsync(end.Token) : Task.WhenAll(load.RunAsync(produce, end.Token), outbox.RunAsync(produce, end.Token));
            while (produce || !IsDrained(broker, file))
                await (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, end.Token)));
            await end.CancelAsync();
            await work;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Drained, or nobody came.
        }

        return produce || !IsDrained(broker, file) ? 1 : 0;
    }

    private static bool IsDrained(EmbeddedBroker broker, ServiceFile file) =>
        file.OutboxIsEmpty() && broker.Statistics().All(q => q.Ready + q.Leased + q.Scheduled == 0);

    private static void Arm(Death death, int hits, out Func<VfsCall, int>? atCheckpoint)
    {
        atCheckpoint = null;
        if (death == Death.InCheckpoint)
        {
            atCheckpoint = call =>
            {
                // Nothing but a checkpoint writes to the database itself.
                if (call is { Kind: VfsCallKind.Write, File: "broker.db" })
                    Count(ref hits);
                return SqliteCode.Ok;
            };
        }

        var place = death switch
        {
            Death.BeforeCommit => "broker-before-commit",
            Death.AfterCommit => "broker-after-commit",
            Death.AfterRelay => "relay-published",
            Death.BeforeRecovery => "broker-recovery-before-commit",
            Death.AfterRecovery => "broker-recovery-after-commit",
            _ => null,
        };
        if (place is not null)
        {
            FaultPoint.OnHit = name =>
            {
                if (name == place)
                    Count(ref hits);
            };
        }
    }

    private static void Count(ref int hits)
    {
        if (Interlocked.Decrement(ref hits) == 0)
            Process.GetCurrentProcess().Kill();
    }
}
