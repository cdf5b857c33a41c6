using System.Globalization;
using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

/// <summary>What the tests of messages that share a row have in common.</summary>
internal static class BatchTests
{
    /// <summary>"0", "1", …</summary>
    public static string[] Texts(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    public static int Number(Delivery delivery) => int.Parse(Text(delivery), CultureInfo.InvariantCulture);

    /// <summary>Rows of messages of their own, of batches, and of batches of which some have left.</summary>
    public static (long Ready, long Batches, long Settled) Rows(this TestBroker test) => (
        Outside.Scalar(test.File, "SELECT COUNT(*) FROM ready_1"),
        Outside.Scalar(test.File, "SELECT COUNT(*) FROM batch_1"),
        Outside.Scalar(test.File, "SELECT COUNT(*) FROM settled_1"));

    /// <summary>Acknowledges those that <paramref name="which"/> says, all at once.</summary>
    public static async Task AcknowledgeAsync(this TestBroker test, IEnumerable<Delivery> deliveries, Func<Delivery, bool>? which = null) =>
        Assert.Empty(await test.Broker.AcknowledgeAsync([.. deliveries.Where(which ?? (_ => true))]).Soon());

    /// <summary>Receives and acknowledges until nothing comes; answers with the texts as they came.</summary>
    public static async Task<List<string>> DrainAsync(this TestBroker test)
    {
        var drained = new List<string>();
        while (await test.ReceiveAsync(1000) is { Count: > 0 } deliveries)
        {
            drained.AddRange(deliveries.Select(Text));
            await test.AcknowledgeAsync(deliveries);
            await test.SettleAsync();
        }

        return drained;
    }

    /// <summary>
    /// Makes one transaction of what is asked for: the writer is held up until all of it has been handed over. For tests of the
    /// collection <see cref="FaultPoints"/> only.
    /// </summary>
    public static async Task InOneTransactionAsync(this TestBroker test, params Func<Task>[] asked)
    {
        using var held = new HeldCommit();
        var first = Task.Run(() => test.Broker.PublishAsync([]));
        await held.ReachedAsync();
        var commits = 0;
        FaultPoint.OnHit = name => commits += name == "broker-before-commit" ? 1 : 0;
        var all = asked.Select(ask => ask()).ToList();
        held.GoOn();
        await Task.WhenAll([first, .. all]).Soon();
        Assert.Equal(1, commits);
    }
}
