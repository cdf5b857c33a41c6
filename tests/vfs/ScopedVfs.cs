using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Messaging;

namespace Vfs;

/// <summary>
/// A SQLite VFS before the default one of the native library that <see cref="SqliteNative"/> has chosen. Files under a
/// <see cref="VfsScope"/> get the methods of <see cref="ScopedMethods"/>; every other file is opened by the real VFS in place,
/// and from then on has nothing to do with this one.
/// </summary>
internal static unsafe class ScopedVfs
{
    private static readonly Lock _lock = new();
    private static ImmutableArray<VfsScope> _scopes = [];
    private static NativeVfs* _real;

    public static void Enter(VfsScope scope)
    {
        lock (_lock)
        {
            _scopes = _scopes.Add(scope);
            if (_real is null)
                Install();
        }
    }

    public static void Leave(VfsScope scope)
    {
        lock (_lock)
            _scopes = _scopes.Remove(scope);
    }

    private static void Install()
    {
        SqliteNative.Use();
        _ = SqliteNative.Version; // the first call decides which library it is
        _real = VfsRegistry.Default;
        var vfs = VfsRegistry.Before<NativeVfs>(_real, "scoped");
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        VfsRegistry.Register(vfs, asDefault: true);
    }

    private static VfsScope? ScopeOf(string path)
    {
        foreach (var scope in _scopes)
        {
            if (scope.Covers(path))
                return scope;
        }

        return null;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, void* file, int flags, int* outFlags)
    {
        const int readOnly = 1, readWrite = 2, create = 4;
        var path = Marshal.PtrToStringUTF8((nint)name);
        if (path is null || ScopeOf(path) is not { } scope)
            return _real->Open(_real, name, file, flags, outFlags);

        *(void**)file = null; // SQLite closes a file that has methods, even if it could not be opened
        var state = new ScopedFile(scope, Path.GetFileName(path));
        var isNew = !File.Exists(path);
        if (isNew && scope.Fault?.Invoke(new VfsCall(VfsCallKind.Create, state.Name)) is { } error and not SqliteCode.Ok)
            return error;
        var real = ShimFile.Real(file);
        *(void**)real = null;
        var opened = 0;
        if (scope.ReadOnly)
            flags = (flags & ~(readWrite | create)) | readOnly;
        var code = _real->Open(_real, name, real, flags, &opened);
        if (outFlags is not null)
            *outFlags = opened;
        if (code != SqliteCode.Ok)
            return code;
        if (isNew)
            scope.Recording?.Add(new VfsOperation(VfsCallKind.Create, state.Name));
        ShimFile.Attach(file, state, ScopedMethods.Table);
        return SqliteCode.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncDirectory)
    {
        var path = Marshal.PtrToStringUTF8((nint)name);
        if (path is null || ScopeOf(path) is not { } scope)
            return _real->Delete(_real, name, syncDirectory);
        var file = Path.GetFileName(path);
        if (scope.Fault?.Invoke(new VfsCall(VfsCallKind.Delete, file)) is { } error and not SqliteCode.Ok)
            return error;
        var code = _real->Delete(_real, name, scope.SyncToDisk ? syncDirectory : 0);
        if (code == SqliteCode.Ok)
            scope.Recording?.Add(new VfsOperation(VfsCallKind.Delete, file, syncDirectory));
        return code;
    }
}
