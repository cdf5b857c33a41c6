using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>
/// The methods of a <see cref="ShimFile"/> that does nothing but ask the file behind it. Nothing here, or in what replaces some of
/// them, may throw: the caller is C.
/// </summary>
internal static unsafe class ShimMethods
{
    /// <summary>
    /// A new table of version 2, which is never freed. All its methods but <see cref="NativeMethods.Close"/>, which is the caller's to set, as he
    /// has to detach his state.
    /// </summary>
    public static NativeMethods* Create()
    {
        var table = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        *table = new NativeMethods
        {
            Version = 2,
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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(void* file, void* data, int length, long offset) => Methods(file)->Read(Real(file), data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* file, void* data, int length, long offset) => Methods(file)->Write(Real(file), data, length, offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(void* file, long size) => Methods(file)->Truncate(Real(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(void* file, int flags) => Methods(file)->Sync(Real(file), flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(void* file, long* size) => Methods(file)->FileSize(Real(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(void* file, int level) => Methods(file)->Lock(Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(void* file, int level) => Methods(file)->Unlock(Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(void* file, int* isReserved) => Methods(file)->CheckReservedLock(Real(file), isReserved);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(void* file, int what, void* argument) => Methods(file)->FileControl(Real(file), what, argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(void* file) => Methods(file)->SectorSize(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(void* file) => Methods(file)->DeviceCharacteristics(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(void* file, int region, int bytes, int extend, void** mapped) =>
        Methods(file)->ShmMap(Real(file), region, bytes, extend, mapped);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(void* file, int offset, int count, int flags) => Methods(file)->ShmLock(Real(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(void* file) => Methods(file)->ShmBarrier(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(void* file, int delete) => Methods(file)->ShmUnmap(Real(file), delete);

    private static void* Real(void* file) => ShimFile.Real(file);

    private static NativeMethods* Methods(void* file) => ShimFile.RealMethods(file);
}
