using System.Buffers.Binary;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging;

public sealed class When_the_store_is_of_the_fifth_version
{
    [Fact]
    public async Task Should_be_brought_up_with_its_batches_as_they_are_and_new_ones_behind_them()
    {
        using var directory = new TempDirectory();
        await using (var broker = Open(directory))
            await broker.DeclareQueueAsync("work", new QueueOptions());

        // The tables are the same; of the ten messages of the batch the second and the last have left.
        Outside.Execute(directory.File("broker.db"), $"""
            INSERT INTO batch_1 VALUES (21, 30, 10, 0, x'{Convert.ToHexString(Version1(10))}');
            INSERT INTO settled_1 VALUES (21, x'0202');
            INSERT OR REPLACE INTO depth VALUES (1, -1, -1, 0);
            PRAGMA user_version = 5;
            """);

        await using (var broker = Open(directory))
        {
            Assert.Equal(8, broker.Statistics("work")!.Ready);
            await broker.PublishAsync([.. Enumerable.Range(0, 10).Select(i => TestBroker.Text($"{i}", "work", $"n{i}"))]);
        }

        Assert.Equal((2, 6), (Count("SELECT COUNT(*) FROM batch_1"), Count("PRAGMA user_version")));
        await using var again = Open(directory);
        var deliveries = await again.ReceiveAsync("work", 100, TimeSpan.Zero);
        Assert.Equal(
            [.. Enumerable.Range(0, 9).Where(i => i != 1).Select(i => ($"m{i}", "v", $"body {i}")), .. Enumerable.Range(0, 10).Select(i => ($"n{i}", null as string, $"{i}"))],
            deliveries.Select(d => (d.Message.Id, d.Message.Headers.GetValueOrDefault("k"), TestBroker.Text(d))));
        Assert.Empty(await again.AcknowledgeAsync(deliveries));
        Assert.Equal((0, 0), (Count("SELECT COUNT(*) FROM batch_1"), Count("SELECT COUNT(*) FROM settled_1")));
        Assert.Equal("ok", Outside.IntegrityCheck(directory.File("broker.db")));

        long Count(string sql) => Outside.Scalar(directory.File("broker.db"), sql);
    }

    /// <summary>As version 5 wrote a batch: each message with everything.</summary>
    private static byte[] Version1(int count)
    {
        var data = new List<byte> { 1 };
        for (var i = 0; i < count; i++)
        {
            byte[] head = [1, 2, 0, (byte)'m', (byte)('0' + i), 1, 0, (byte)'t', 1, 0, (byte)'c', 1, 0, 1, 0, (byte)'k', 1, 0, (byte)'v'];
            byte[] body = [.. "body "u8, (byte)('0' + i)];
            var prefix = new byte[28];
            BinaryPrimitives.WriteInt64LittleEndian(prefix, 1000 + i);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(16), i);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(20), head.Length);
            BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(24), body.Length);
            data.AddRange([.. prefix, .. head, .. body]);
        }

        return [.. data];
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, NullLogger.Instance);
}
