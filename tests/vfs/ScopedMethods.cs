using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Messaging;

namespace Vfs;

/// <summary>The methods of files under a scope. Nothing here may throw: the caller is C.</summary>
internal static unsafe class ScopedMethods
{
    /// <summary>One table for all files.</summary>
    public static readonly NativeMethods* Table = Create();

    private static NativeMethods* Create()
    {
        var table = ShimMethods.Create();
        table->Close = &Close;
        table->Read = &Read;
        table->Write = &Write;
        table->Truncate = &Truncate;
        table->Sync = &Sync;
        table->FileControl = &FileControl;
        return table;
    }

    private static int FaultAt(ScopedFile file, VfsCallKind kind, long offset = 0, int length = 0) =>
        file.Scope.Fault?.Invoke(new VfsCall(kind, file.Name, offset, length)) ?? SqliteCode.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(void* file)
    {
        var code = ShimFile.RealMethods(file)->Close(ShimFile.Real(file));
        ShimFile.Detach(file);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* file, void* data, int length, long offset)
    {
        var fault = FaultAt(ShimFile.State<ScopedFile>(file), VfsCallKind.Read, offset, length);
        return fault != SqliteCode.Ok ? fault : ShimFile.RealMethods(file)->Read(ShimFile.Real(file), data, length, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, void* data, int length, long offset)
    {
        var state = ShimFile.State<ScopedFile>(file);
        var real = ShimFile.RealMethods(file);
        var fault = FaultAt(state, VfsCallKind.Write, offset, length);
        if (fault != SqliteCode.Ok)
            return fault;
        if (state.Scope.Capacity is not null)
        {
            long size;
            var code = real->FileSize(ShimFile.Real(file), &size);
            if (code != SqliteCode.Ok)
                return code;
            if (!state.Scope.HasRoom(offset + length - size))
                return SqliteCode.Full;
        }

        var written = real->Write(ShimFile.Real(file), data, length, offset);
        if (written == SqliteCode.Ok)
        {
            state.Scope.Recording?.Add(
                new VfsOperation(VfsCallKind.Write, state.Name, offset, new ReadOnlySpan<byte>(data, length).ToArray()));
        }

        return written;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(void* file, long size)
    {
        var state = ShimFile.State<ScopedFile>(file);
        var code = FaultAt(state, VfsCallKind.Truncate, size);
        if (code == SqliteCode.Ok)
            code = ShimFile.RealMethods(file)->Truncate(ShimFile.Real(file), size);
        if (code == SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.Truncate, state.Name, size));
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(void* file, int flags)
    {
        var state = ShimFile.State<ScopedFile>(file);
        var code = FaultAt(state, VfsCallKind.Sync);
        if (code != SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.FailedSync, state.Name));
        if (code != SqliteCode.Ok || state.Scope.SkipSync)
            return code;
        if (state.Scope.SyncToDisk)
            code = ShimFile.RealMethods(file)->Sync(ShimFile.Real(file), flags);
        if (code == SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.Sync, state.Name));
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(void* file, int what, void* argument)
    {
        const int pragma = 14;
        if (what == pragma && ShimFile.State<ScopedFile>(file).Scope.CheckpointPages is { } pages)
            SetCheckpoint((byte**)argument, pages);
        return ShimFile.RealMethods(file)->FileControl(ShimFile.Real(file), what, argument);
    }

    /// <summary>SQLite asks the file first what it makes of a pragma, and then reads the value from the same place.</summary>
    private static void SetCheckpoint(byte** pragma, int pages)
    {
        if (pragma[2] is null || Marshal.PtrToStringUTF8((nint)pragma[1]) != "wal_autocheckpoint")
            return;
        for (var digit = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pragma[2]).Length - 1; digit >= 0; digit--, pages /= 10)
            pragma[2][digit] = (byte)('0' + (pages % 10));
    }
}
