using System.Runtime.InteropServices;
using SQLitePCL;

namespace Messaging;

/// <summary>
/// What SQLite has written to a write-ahead log and the system has not been given yet. SQLite writes a frame in two calls, its header of 24
/// bytes and its page; frames of a transaction follow each other. What follows is held back, and goes to the system in one write: with the
/// last page of a transaction at the latest, which the header before it announces (sqlite.org/fileformat2.html#walformat), so that
/// a commit is in the file when SQLite makes it known to others.
///
/// Only the connection that writes a transaction ever reads what it has not committed, through this same file: any read, sync or look
/// at the file writes what is held first. So a crash finds what it would find without: some frames of a transaction, or all.
///
/// For one thread at a time, as the connection is.
/// </summary>
internal sealed unsafe class GatheredWrites : IDisposable
{
    /// <summary>Held at most: fifteen frames of 8 KiB. Many more in one write are hardly faster.</summary>
    public const int Capacity = 128 * 1024;

    private const int HeaderBytes = 24;
    private const long Nothing = long.MaxValue;

    private readonly byte* _buffer = (byte*)NativeMemory.Alloc(Capacity);
    private int _held;
    private long _end = -1; // of what was written last, held or not
    private bool _isLastFrame;
    private long _missing = Nothing; // from where to where SQLite was told that it is written, and it is not
    private long _missingEnd;
    private int _error;

    /// <param name="file">A <see cref="ShimFile"/>.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="length">How many.</param>
    /// <param name="offset">Where.</param>
    /// <returns>A result code of SQLite. An error may be that of earlier writes: SQLite rolls the transaction back either way.</returns>
    public int Write(void* file, byte* data, int length, long offset)
    {
        if (offset > _missing)
            return _error;
        var follows = offset == _end;
        if ((!follows || _held + length > Capacity) && Flush(file) is not raw.SQLITE_OK and var failed)
            return failed;
        if (follows && length <= Capacity)
            Hold(data, length);
        else if (WriteNow(file, data, length, offset) is not raw.SQLITE_OK and var error)
            return error;
        _end = offset + length;
        Rewritten(_end);
        if (length == HeaderBytes)
        {
            _isLastFrame = *(int*)(data + 4) != 0; // the size of the database after the commit, 0 before the last frame
            return raw.SQLITE_OK;
        }

        return _isLastFrame ? Flush(file) : raw.SQLITE_OK;
    }

    public int Read(void* file, void* data, int length, long offset)
    {
        if (Flush(file) is not raw.SQLITE_OK and var failed)
            return failed;
        return offset < _missingEnd && offset + length > _missing ? _error : ShimFile.RealMethods(file)->Read(ShimFile.Real(file), data, length, offset);
    }

    /// <summary>
    /// Gives the system what is held. When it does not take all of it, none is tried again: SQLite hears of it now, and again when it
    /// reads it or goes on behind it, until it has written it anew.
    /// </summary>
    public int Flush(void* file)
    {
        if (_held == 0)
            return raw.SQLITE_OK;
        var (length, start) = (_held, _end - _held);
        _held = 0;
        var code = WriteNow(file, _buffer, length, start);
        if (code != raw.SQLITE_OK)
            (_missing, _missingEnd, _error) = (start, Math.Max(_missing < Nothing ? _missingEnd : 0, start + length), code);
        return code;
    }

    public void Dispose() => NativeMemory.Free(_buffer);

    /// <summary>
    /// What is missing is written anew from its beginning on: SQLite has rolled back, or it would write behind it. A page that it overwrites in the
    /// log before that proves nothing.
    /// </summary>
    /// <param name="end">Where that which was written ends. It did not begin behind what is missing.</param>
    private void Rewritten(long end)
    {
        if (end > _missing)
            _missing = end < _missingEnd ? end : Nothing;
    }

    private void Hold(byte* data, int length)
    {
        NativeMemory.Copy(data, _buffer + _held, (nuint)length);
        _held += length;
    }

    private int WriteNow(void* file, byte* data, int length, long offset)
    {
        var code = ShimFile.RealMethods(file)->Write(ShimFile.Real(file), data, length, offset);
        if (code != raw.SQLITE_OK)
            _end = -1;
        return code;
    }
}
