using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>The methods of a write-ahead log whose writes are gathered. Nothing here may throw: the caller is C.</summary>
internal static unsafe class GatheringMethods
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
        table->FileSize = &FileSize;
        return table;
    }

    private static GatheredWrites Writes(void* file) => ShimFile.State<GatheredWrites>(file);

    /// <summary>What is still held was never committed.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(void* file)
    {
        var code = ShimFile.RealMethods(file)->Close(ShimFile.Real(file));
        Writes(file).Dispose();
        ShimFile.Detach(file);
        return code;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* file, void* data, int length, long offset) => Writes(file).Read(file, data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, void* data, int length, long offset) => Writes(file).Write(file, (byte*)data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(void* file, long size)
    {
        var code = Writes(file).Flush(file);
        return code != 0 ? code : ShimFile.RealMethods(file)->Truncate(ShimFile.Real(file), size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(void* file, int flags)
    {
        var code = Writes(file).Flush(file);
        return code != 0 ? code : ShimFile.RealMethods(file)->Sync(ShimFile.Real(file), flags);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(void* file, long* size)
    {
        var code = Writes(file).Flush(file);
        return code != 0 ? code : ShimFile.RealMethods(file)->FileSize(ShimFile.Real(file), size);
    }
}
