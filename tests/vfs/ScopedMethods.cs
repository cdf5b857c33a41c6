using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vfs;

/// <summary>The methods of files under a scope. Nothing here may throw: the caller is C.</summary>
internal static unsafe class ScopedMethods
{
    /// <summary>One table for all files, never freed.</summary>
    public static readonly NativeMethods* Table = Create();

    private static NativeMethods* Create()
    {
        var table = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        *table = new NativeMethods
        {
            Version = 2,
            Close = &Close,
            Read = &Read,
            Write = &Write,
            Truncate = &Truncate,
            Sync = &Sync,
            FileSize = &FileSize,
            Lock = &Lock,
            Unlock = &Unlock,
            CheckReservedLock = &CheckReservedLock,
            FileControl = &FileControl,
            SectorSize = &SectorSize,
            DeviceCharacteristics = &DeviceCharacteristics,
            ShmMap = &ShmMap,
            ShmLock = &ShmLock,
            ShmBarrier = &ShmBarrier,
            ShmUnmap = &ShmUnmap,
        };
        return table;
    }

    private static int FaultAt(ScopedFile file, VfsCallKind kind, long offset = 0, int length = 0) =>
        file.Scope.Fault?.Invoke(new VfsCall(kind, file.Name, offset, length)) ?? SqliteCode.Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(void* file)
    {
        var code = NativeFile.RealMethods(file)->Close(NativeFile.Real(file));
        NativeFile.Detach(file);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* file, void* data, int length, long offset)
    {
        var fault = FaultAt(NativeFile.State(file), VfsCallKind.Read, offset, length);
        return fault != SqliteCode.Ok ? fault : NativeFile.RealMethods(file)->Read(NativeFile.Real(file), data, length, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, void* data, int length, long offset)
    {
        var state = NativeFile.State(file);
        var real = NativeFile.RealMethods(file);
        var fault = FaultAt(state, VfsCallKind.Write, offset, length);
        if (fault != SqliteCode.Ok)
            return fault;
        if (state.Scope.Capacity is not null)
        {
            long size;
            var code = real->FileSize(NativeFile.Real(file), &size);
            if (code != SqliteCode.Ok)
                return code;
            if (!state.Scope.HasRoom(offset + length - size))
                return SqliteCode.Full;
        }

        var written = real->Write(NativeFile.Real(file), data, length, offset);
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
        var state = NativeFile.State(file);
        var code = FaultAt(state, VfsCallKind.Truncate, size);
        if (code == SqliteCode.Ok)
            code = NativeFile.RealMethods(file)->Truncate(NativeFile.Real(file), size);
        if (code == SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.Truncate, state.Name, size));
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(void* file, int flags)
    {
        var state = NativeFile.State(file);
        var code = FaultAt(state, VfsCallKind.Sync);
        if (code != SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.FailedSync, state.Name));
        if (code != SqliteCode.Ok || state.Scope.SkipSync)
            return code;
        if (state.Scope.SyncToDisk)
            code = NativeFile.RealMethods(file)->Sync(NativeFile.Real(file), flags);
        if (code == SqliteCode.Ok)
            state.Scope.Recording?.Add(new VfsOperation(VfsCallKind.Sync, state.Name));
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(void* file, long* size) => NativeFile.RealMethods(file)->FileSize(NativeFile.Real(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(void* file, int level) => NativeFile.RealMethods(file)->Lock(NativeFile.Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(void* file, int level) => NativeFile.RealMethods(file)->Unlock(NativeFile.Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(void* file, int* isReserved) =>
        NativeFile.RealMethods(file)->CheckReservedLock(NativeFile.Real(file), isReserved);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(void* file, int what, void* argument)
    {
        const int pragma = 14;
        if (what == pragma && NativeFile.State(file).Scope.CheckpointPages is { } pages)
            SetCheckpoint((byte**)argument, pages);
        return NativeFile.RealMethods(file)->FileControl(NativeFile.Real(file), what, argument);
    }

    /// <summary>SQLite asks the file first what it makes of a pragma, and then reads the value from the same place.</summary>
    private static void SetCheckpoint(byte** pragma, int pages)
    {
        if (pragma[2] is null || Marshal.PtrToStringUTF8((nint)pragma[1]) != "wal_autocheckpoint")
            return;
        for (var digit = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(pragma[2]).Length - 1; digit >= 0; digit--, pages /= 10)
            pragma[2][digit] = (byte)('0' + (pages % 10));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(void* file) => NativeFile.RealMethods(file)->SectorSize(NativeFile.Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(void* file) => NativeFile.RealMethods(file)->DeviceCharacteristics(NativeFile.Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(void* file, int region, int bytes, int extend, void** mapped) =>
        NativeFile.RealMethods(file)->ShmMap(NativeFile.Real(file), region, bytes, extend, mapped);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(void* file, int offset, int count, int flags) =>
        NativeFile.RealMethods(file)->ShmLock(NativeFile.Real(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(void* file) => NativeFile.RealMethods(file)->ShmBarrier(NativeFile.Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(void* file, int delete) => NativeFile.RealMethods(file)->ShmUnmap(NativeFile.Real(file), delete);
}
