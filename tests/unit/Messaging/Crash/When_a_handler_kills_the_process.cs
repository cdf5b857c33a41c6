using System.Text;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Crash;

public sealed class When_a_handler_kills_the_process
{
    private const int Neighbours = 40;

    [Fact]
    public async Task Should_become_a_dead_letter_after_its_attempts_and_its_neighbours_are_handled()
    {
        using var directory = new TempDirectory();
        var poison = new Message("m", Encoding.UTF8.GetBytes("poison"));
        var neighbours = Enumerable.Range(0, Neighbours).Select(_ => new Message("m", Encoding.UTF8.GetBytes("harmless"))).ToList();
        await using (var broker = Open(directory))
        {
            await broker.DeclareQueueAsync(CrashChild.Queue, new QueueOptions());
            await broker.PublishAsync([.. neighbours.Take(4).Append(poison).Concat(neighbours.Skip(4))
                .Select(m => new OutgoingMessage(Destination.Queue(CrashChild.Queue), m))]);
        }

        var kills = 0;
        while (await RunAsync(directory) == ChildProcess.Killed)
            Assert.True(++kills <= PoisonedChild.MaxAttempts + 1, "It came more often than it may.");

        // The first time it was one of eight, and counted for none; then it came alone.
        Assert.Equal(PoisonedChild.MaxAttempts + 1, kills);
        await using var after = Open(directory);
        var letter = Assert.Single(await after.ListDeadLettersAsync(new DeadLetterQuery()));
        Assert.Equal((poison.Id, DeadLetterReasons.ProcessEnded), (letter.MessageId, letter.Failure.Reason));
        Assert.Equal(0, after.Statistics(CrashChild.Queue)!.Ready);
        Assert.Equal(neighbours.Select(m => m.Id).Order(), CrashLog.Read(directory.File("log"))["handled"].Distinct().Order());
    }

    private static async Task<int> RunAsync(TempDirectory directory)
    {
        using var child = ChildProcess.Start("handle", directory);
        try
        {
            await child.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        }
        finally
        {
            child.Kill();
        }

        return child.ExitCode;
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);
}
