using Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Client.Overview;
using Portal.Storage;
using Unit.Portal.Support;
using Unit.Support;
using FaultyBroker = Unit.Messaging.Faults.FaultyBroker;

namespace Unit.Portal.Storage;

public sealed class When_the_disk_or_a_file_fails : IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly FakeTime _time = new();
    private readonly Writer _sales = new("sales.db");
    private readonly Writer _audit = new("audit.db");
    private readonly StorageWatch _disk;
    private FaultyBroker? _faulty;
    private volatile int _looks;
    private Func<long> _free = () => 1L << 40;

    public When_the_disk_or_a_file_fails() => _disk = new StorageWatch(Look, [_sales, _audit], _time, NullLogger<StorageWatch>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _disk.StopAsync(CancellationToken.None);
        _disk.Dispose();
        if (_faulty is not null)
            await _faulty.DisposeAsync();
    }

    [Fact]
    public async Task Should_say_nothing_when_all_is_well()
    {
        var health = await StartAsync();

        Assert.Empty(health.Troubles());
        Assert.Equal(HealthStatus.Healthy, await ProbeAsync(health));
    }

    [Fact]
    public async Task Should_say_that_the_broker_finds_the_disk_full_and_no_more_when_there_is_room()
    {
        var health = await StartAsync();
        _faulty!.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => _faulty.PublishAsync("too much"));
        _sales.FailedAt = _time.GetUtcNow(); // of which nothing else is to be said

        Assert.Equal([StorageTroubleKind.NoRoom], health.Troubles().Select(t => t.Kind));
        Assert.Equal(HealthStatus.Degraded, await ProbeAsync(health));

        _faulty.EmptyDisk();
        await _faulty.PublishAsync("enough");
        _sales.FailedAt = null;
        Assert.Equal(HealthStatus.Healthy, await ProbeAsync(health));
    }

    [Theory]
    [InlineData(0, StorageTroubleKind.NoRoom)]
    [InlineData(StorageWatch.Nothing - 1, StorageTroubleKind.NoRoom)]
    [InlineData(StorageWatch.Nothing, StorageTroubleKind.LittleRoom)]
    [InlineData(StorageHealth.Little - 1, StorageTroubleKind.LittleRoom)]
    [InlineData(StorageHealth.Little, null)]
    public async Task Should_say_how_much_room_is_left_before_somebody_runs_into_it(long free, StorageTroubleKind? kind)
    {
        var health = await StartAsync();
        _free = () => free;
        _time.Advance(_pause);
        await Until.TrueAsync(() => _disk.Free == free);

        Assert.Equal(kind is { } one ? [new StorageTrouble(one, FreeBytes: free)] : [], health.Troubles());
    }

    [Fact]
    public async Task Should_not_take_for_full_what_cannot_be_looked_at()
    {
        var health = await StartAsync();
        _free = () => 0;
        _time.Advance(_pause);
        await Until.TrueAsync(() => _disk.Free == 0);

        _free = () => throw new IOException("gone");
        _time.Advance(_pause);

        await Until.TrueAsync(() => health.Troubles().Count == 0);
    }

    [Fact]
    public async Task Should_name_each_file_that_could_not_be_written_and_have_it_tried_again()
    {
        var health = await StartAsync();
        var failed = _time.GetUtcNow();
        (_sales.FailedAt, _audit.FailedAt) = (failed, failed);
        Assert.Equal([new(StorageTroubleKind.NotWritten, "sales.db", failed), new(StorageTroubleKind.NotWritten, "audit.db", failed)], health.Troubles());

        _sales.Works = true;
        _time.Advance(_pause);
        await Until.TrueAsync(() => _audit.Tried == 1);
        Assert.Equal([new(StorageTroubleKind.NotWritten, "audit.db", failed)], health.Troubles());

        _time.Advance(_pause);
        await Until.TrueAsync(() => _audit.Tried == 2);
        Assert.Equal(1, _sales.Tried);
    }

    [Fact]
    public async Task Should_not_try_again_what_would_seem_to_work_on_a_full_disk()
    {
        await StartAsync();
        (_sales.FailedAt, _sales.Works) = (_time.GetUtcNow(), true);
        _free = () => 0;

        // What follows a look is over with the next one.
        for (var seen = _looks; _looks < seen + 2;)
            _time.Advance(_pause);

        Assert.Equal(0, _sales.Tried);
    }

    private async Task<StorageHealth> StartAsync()
    {
        _faulty = await FaultyBroker.StartAsync();
        await _disk.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => _disk.Free == 1L << 40);
        return new StorageHealth(_faulty.Broker, [_sales, _audit], _disk);
    }

    private long Look()
    {
        Interlocked.Increment(ref _looks);
        return _free();
    }

    private async Task<HealthStatus> ProbeAsync(StorageHealth health) =>
        (await new StorageCheck(health, _faulty!.Broker).CheckHealthAsync(new HealthCheckContext(), CancellationToken.None)).Status;

    private sealed class Writer(string fileName) : IFileWriter
    {
        public string FileName => fileName;

        public DateTimeOffset? FailedAt { get; set; }

        public bool Works { get; set; }

        public int Tried { get; private set; }

        public void TryAgain()
        {
            Tried++;
            if (Works)
                FailedAt = null;
        }
    }
}
