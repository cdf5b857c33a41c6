using System.Text;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Faults;

/// <summary>The files of a broker that was killed after so many commits of one message each: all of them in the WAL.</summary>
internal sealed class KilledBroker : IDisposable
{
    private const string Queue = "work";

    private KilledBroker(TempDirectory directory) => Directory = directory;

    public TempDirectory Directory { get; }

    public string Database => Directory.File("broker.db");

    public string Wal => Directory.File("broker.db-wal");

    /// <summary>Where, in the WAL, a frame begins; the last is number 1.</summary>
    public long Frame(int fromEnd) => new FileInfo(Wal).Length - (fromEnd * (8192 + 24));

    /// <param name="messages">Commits after the declaration of the queue.</param>
    /// <param name="withIndex">With the index of the WAL, as a kill leaves it; without, as some copies have it.</param>
    /// <param name="checkpointed">Whether everything up to here is in the database as well, but for the last message.</param>
    /// <param name="durability">What the broker was opened with.</param>
    public static async Task<KilledBroker> AfterAsync(
        int messages, bool withIndex = true, bool checkpointed = false, Durability durability = Durability.Full)
    {
        using var running = new TempDirectory();
        var killed = new KilledBroker(new TempDirectory());
        if (checkpointed)
        {
            await using var first = Open(running.Path, durability);
            await first.DeclareQueueAsync(Queue, new QueueOptions()).Soon();
            for (var i = 0; i < messages; i++)
                await PublishAsync(first, "before");
        }

        await using var broker = Open(running.Path, durability);
        await broker.DeclareQueueAsync(Queue, new QueueOptions()).Soon();
        for (var i = 0; i < (checkpointed ? 1 : messages); i++)
            await PublishAsync(broker, $"text {i}");
        foreach (var file in System.IO.Directory.GetFiles(running.Path).Where(f => withIndex || !f.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, killed.Directory.File(Path.GetFileName(file)));
        return killed;
    }

    /// <summary>What is there, after opening it again.</summary>
    public async Task<int> CountAsync(Durability durability = Durability.Full)
    {
        await using var broker = Open(Directory.Path, durability);
        return (await broker.ReceiveAsync(Queue, 1000, TimeSpan.Zero).Soon()).Count;
    }

    public StoreDamagedException Refused() =>
        Assert.Throws<StoreDamagedException>(() => Open(Directory.Path, Durability.Full));

    /// <summary>Turns one bit over.</summary>
    public static void Flip(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 4));
    }

    public static void Cut(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(length);
    }

    public void Dispose() => Directory.Dispose();

    private static EmbeddedBroker Open(string directory, Durability durability) =>
        EmbeddedBroker.Open(directory, durability, TimeProvider.System, NullLogger.Instance);

    private static Task<IReadOnlyList<int>> PublishAsync(EmbeddedBroker broker, string text) => broker.PublishAsync(
        [new OutgoingMessage(Destination.Queue(Queue), new Message("text", Encoding.UTF8.GetBytes(text)))]).Soon();
}
