using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;
using Vfs;

namespace Unit.Messaging.Faults;

/// <summary>A broker whose disk does what the test says.</summary>
internal sealed class FaultyBroker : IAsyncDisposable
{
    public const string Queue = "work";
    private const long BallastBytes = 512 * 1024;

    private readonly TempDirectory _directory = new();
    private readonly long _ballastBytes;

    private FaultyBroker(VfsRecording? recording, int? checkpointPages, long ballastBytes)
    {
        _ballastBytes = ballastBytes;
        Scope = recording is null && checkpointPages is null
            ? VfsScope.WithoutSync(_directory.Path)
            : VfsScope.Over(_directory.Path, recording ?? new VfsRecording(), checkpointPages);
        Broker = Open();
    }

    public VfsScope Scope { get; }

    public FakeTime Time { get; } = new();

    public EmbeddedBroker Broker { get; private set; }

    public string Database => _directory.File("broker.db");

    public string Wal => _directory.File("broker.db-wal");

    /// <summary>Bytes that the files have now, the ballast among them.</summary>
    public long Used => Scope.Used;

    /// <param name="recording">Where to note what is written; null for nowhere.</param>
    /// <param name="checkpointPages">Pages between checkpoints; null for the broker's.</param>
    /// <param name="ballastBytes">Space kept for acknowledging.</param>
    public static async Task<FaultyBroker> StartAsync(
        VfsRecording? recording = null, int? checkpointPages = null, long ballastBytes = BallastBytes)
    {
        var faulty = new FaultyBroker(recording, checkpointPages, ballastBytes);
        await faulty.Broker.DeclareQueueAsync(Queue, new QueueOptions()).Soon();
        return faulty;
    }

    /// <summary>The disk has no byte more from now on.</summary>
    public void FillDisk() => Scope.Capacity = Used;

    /// <summary>There is room again, and time for the broker to notice.</summary>
    public void EmptyDisk()
    {
        Scope.Capacity = null;
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Every call of a kind on a file fails, the first so many times.</summary>
    public void Fail(VfsCallKind kind, string file, int error, int times = int.MaxValue) => Scope.Fault = call =>
        call.Kind == kind && call.File == file && Interlocked.Decrement(ref times) >= 0 ? error : SqliteCode.Ok;

    /// <summary>What is written to the WAL without SQLite, which has not recorded it. For tests of the collection <see cref="FaultPoints"/> only.</summary>
    public IDisposable RecordRewrites(VfsRecording recording) => FaultPoints.On(name =>
    {
        if (name != WalRewrite.Done)
            return;
        recording.Add(new VfsOperation(VfsCallKind.Write, "broker.db-wal", 0, File.ReadAllBytes(Wal)));
        recording.Add(new VfsOperation(VfsCallKind.Sync, "broker.db-wal"));
    });

    public Task PublishAsync(string text) => Broker.PublishAsync([TestBroker.Text(text)]).Soon();

    /// <summary>Publishes until the disk is full; answers with what was confirmed.</summary>
    public async Task<List<string>> PublishUntilFullAsync()
    {
        var confirmed = new List<string>();
        try
        {
            while (true)
            {
                var text = $"text {confirmed.Count}";
                await Broker.PublishAsync([TestBroker.Text(text), TestBroker.Text(new string('x', 20_000))]).Soon();
                confirmed.Add(text);
            }
        }
        catch (DiskFullException)
        {
            return confirmed;
        }
    }

    public async Task<IReadOnlyList<Delivery>> ReceiveAsync() => await Broker.ReceiveAsync(Queue, 1000, TimeSpan.Zero).Soon();

    public async Task<List<string>> TextsAsync() => [.. (await ReceiveAsync()).Select(TestBroker.Text).Where(t => t.Length < 1000)];

    public async Task RestartAsync()
    {
        await Broker.DisposeAsync();
        Broker = Open();
    }

    public async ValueTask DisposeAsync()
    {
        Scope.Fault = null;
        Scope.Capacity = null;
        await Broker.DisposeAsync();
        Scope.Dispose();
        _directory.Dispose();
    }

    private EmbeddedBroker Open() =>
        EmbeddedBroker.Open(_directory.Path, Durability.Full, Time, NullLogger.Instance, ballastBytes: _ballastBytes);
}
