using Messaging;
using Vfs;

namespace Unit.Messaging.Vfs;

public sealed class When_writes_are_gathered : IDisposable
{
    private const int Frame = 24 + 1024;
    private const int First = 32; // behind the header of the log

    private readonly MemoryFile _log = new();

    public When_writes_are_gathered() => Assert.Equal(SqliteCode.Ok, _log.Put(new byte[First], 0));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Should_hold_the_frames_of_a_transaction_until_the_last_one()
    {
        _log.WriteFrame(First, 1);
        _log.WriteFrame(First + Frame, 2);
        Assert.Equal((0, First), Assert.Single(_log.Writes));

        _log.WriteFrame(First + 2 * Frame, 3, isLast: true);

        Assert.Equal([(0, First), (First, 3 * Frame)], _log.Writes);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => _log.Content[First + i * Frame + 24]));
    }

    [Fact]
    public void Should_write_what_is_held_before_anything_elsewhere()
    {
        _log.WriteFrame(First, 1);
        _log.WriteFrame(First + Frame, 2);

        _log.Put([9], First + 24); // a page that the transaction has written before

        Assert.Equal(9, _log.ByteAt(First + 24));
        Assert.Equal(2, _log.ByteAt(First + Frame + 24));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(GatheredWrites.Capacity)]
    public void Should_hold_no_more_than_it_may(int pageBytes)
    {
        var frames = 2 * GatheredWrites.Capacity / pageBytes;
        for (var i = 0; i < frames; i++)
            Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First + i * (24L + pageBytes), (byte)(i + 1), isLast: false, pageBytes));
        Assert.Equal(SqliteCode.Ok, _log.Flush());

        Assert.All(_log.Writes, w => Assert.InRange(w.Length, 1, GatheredWrites.Capacity));
        for (var i = 0; i < frames; i++)
            Assert.Equal((byte)(i + 1), _log.Content[First + i * (24 + pageBytes) + 24]);
    }

    // SQLite was told that all of it is written. It hears of the failure when it next asks for the file, and may, after a full disk, still
    // go on with the transaction: then it must never find or commit anything behind what is missing.
    [Fact]
    public void Should_fail_what_goes_on_behind_writes_that_failed()
    {
        _log.WriteFrame(First, 1);
        _log.WriteFrame(First + Frame, 2);
        _log.Error = SqliteCode.Full;
        Assert.Equal(SqliteCode.Full, _log.Flush());
        _log.Error = SqliteCode.Ok;

        Assert.Equal(-SqliteCode.Full, _log.ByteAt(First + 24));
        Assert.Equal(-SqliteCode.Full, _log.ByteAt(First + Frame + 24));
        Assert.Equal(SqliteCode.Full, _log.WriteFrame(First + 2 * Frame, 3, isLast: true));
        Assert.Equal(0, _log.ByteAt(0));
        Assert.Single(_log.Writes);
    }

    // A page that the transaction has put into the log before is overwritten where it is: that is no rolling back.
    [Fact]
    public void Should_fail_what_goes_on_behind_them_also_after_a_write_before_them()
    {
        _log.WriteFrame(First, 1);
        Assert.Equal(SqliteCode.Ok, _log.Flush());
        _log.WriteFrame(First + Frame, 2);
        _log.Error = SqliteCode.Full;
        Assert.Equal(SqliteCode.Full, _log.Flush());
        _log.Error = SqliteCode.Ok;

        Assert.Equal(SqliteCode.Ok, _log.Put(new byte[1024], First + 24));

        Assert.Equal(0, _log.ByteAt(First + 24));
        Assert.Equal(-SqliteCode.Full, _log.ByteAt(First + Frame + 24));
        Assert.Equal(SqliteCode.Full, _log.WriteFrame(First + 2 * Frame, 3, isLast: true));
        Assert.Equal(SqliteCode.Full, _log.Put(new byte[1024], First + Frame + 24));
    }

    [Fact]
    public void Should_say_what_is_missing_until_all_of_it_is_written_anew()
    {
        for (var i = 0; i < 3; i++)
            _log.WriteFrame(First + i * Frame, 1);
        _log.Error = SqliteCode.Full;
        Assert.Equal(SqliteCode.Full, _log.Flush());
        _log.Error = SqliteCode.Ok;

        Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First, 5, isLast: true)); // a shorter transaction

        Assert.Equal(5, _log.ByteAt(First + 24));
        Assert.Equal(-SqliteCode.Full, _log.ByteAt(First + Frame + 24));
        Assert.Equal(SqliteCode.Full, _log.WriteFrame(First + 2 * Frame, 7));
        Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First + Frame, 6, isLast: true));
        Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First + 2 * Frame, 7, isLast: true));
        Assert.Equal(7, _log.ByteAt(First + 2 * Frame + 24));
    }

    [Fact]
    public void Should_go_on_where_what_failed_is_written_anew()
    {
        _log.WriteFrame(First, 1);
        _log.Error = SqliteCode.WriteFailed;
        Assert.Equal(SqliteCode.WriteFailed, _log.WriteFrame(First + Frame, 2, isLast: true));
        _log.Error = SqliteCode.Ok;

        Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First, 5));
        Assert.Equal(SqliteCode.Ok, _log.WriteFrame(First + Frame, 6, isLast: true));

        Assert.Equal(5, _log.ByteAt(First + 24));
        Assert.Equal(6, _log.ByteAt(First + Frame + 24));
    }
}
