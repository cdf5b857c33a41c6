using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Messaging;
using Vfs;

namespace Unit.Messaging.Vfs;

/// <summary>A file in memory behind <see cref="GatheredWrites"/>, as SQLite would have it from a VFS. For one thread.</summary>
internal sealed unsafe class MemoryFile : IDisposable
{
    [ThreadStatic]
    private static MemoryFile? _current;

    private readonly GatheredWrites _gathered = new();
    private readonly byte[] _bytes = new byte[1 << 20];
    private readonly void* _file;
    private readonly NativeMethods* _methods;

    public MemoryFile()
    {
        _methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        _methods->Read = &Read;
        _methods->Write = &Write;
        _file = NativeMemory.AllocZeroed((nuint)(ShimFile.Bytes + sizeof(void*)));
        *(NativeMethods**)ShimFile.Real(_file) = _methods;
        _current = this;
    }

    /// <summary>Each write from now on fails with this, unless it is 0.</summary>
    public int Error { get; set; }

    /// <summary>Offset and length of each write that succeeded.</summary>
    public List<(long Offset, int Length)> Writes { get; } = [];

    public ReadOnlySpan<byte> Content => _bytes;

    /// <summary>A frame: its header, and a page full of one byte.</summary>
    public int WriteFrame(long offset, byte content, bool isLast = false, int pageBytes = 1024)
    {
        var header = new byte[24];
        header[7] = (byte)(isLast ? 1 : 0);
        var code = Put(header, offset);
        return code != SqliteCode.Ok ? code : Put(Enumerable.Repeat(content, pageBytes).ToArray(), offset + header.Length);
    }

    public int Put(byte[] data, long offset)
    {
        fixed (byte* bytes = data)
            return _gathered.Write(_file, bytes, data.Length, offset);
    }

    /// <summary>The byte at an offset, or minus a result code.</summary>
    public int ByteAt(long offset)
    {
        byte read;
        var code = _gathered.Read(_file, &read, 1, offset);
        return code == SqliteCode.Ok ? read : -code;
    }

    public int Flush() => _gathered.Flush(_file);

    public void Dispose()
    {
        _current = null;
        _gathered.Dispose();
        NativeMemory.Free(_file);
        NativeMemory.Free(_methods);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* file, void* data, int length, long offset)
    {
        _current!._bytes.AsSpan((int)offset, length).CopyTo(new Span<byte>(data, length));
        return SqliteCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, void* data, int length, long offset)
    {
        if (_current!.Error != SqliteCode.Ok)
            return _current.Error;
        new ReadOnlySpan<byte>(data, length).CopyTo(_current._bytes.AsSpan((int)offset));
        _current.Writes.Add((offset, length));
        return SqliteCode.Ok;
    }
}
