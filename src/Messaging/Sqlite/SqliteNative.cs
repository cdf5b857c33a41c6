using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;

namespace Messaging;

/// <summary>
/// Decides which native SQLite is used, and lets SQLitePCLRaw 2.0.6 serve callers compiled against later versions.
/// Everything about this workaround is in this file; docs/adr/0004-sqlite-native-library.md says why it exists and how to
/// remove it.
/// </summary>
public static class SqliteNative
{
    private const string ProviderAssembly = "SQLitePCLRaw.provider.e_sqlite3";
    private const string BundledLibrary = "e_sqlite3";
    private const string SystemLibrary = "libsqlite3.so.0";

    /// <summary>The library that was loaded: the system's, which gets the system's security fixes, or the bundled one.</summary>
    public static string Library { get; private set; } = "bundled e_sqlite3";

    /// <summary>The version of the library, for example <c>3.40.1</c>.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>The same library, for those who call it without SQLitePCLRaw between.</summary>
    internal static IntPtr Handle { get; private set; }

    /// <summary>Makes sure that the choice has been made. Call before the first use of SQLite; further calls do nothing.</summary>
    public static void Use() => RuntimeHelpers.RunModuleConstructor(typeof(SqliteNative).Module.ModuleHandle);

    // A module initializer in a library: the choice must be made before the first SQLite call of anybody in the process.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Choose()
    {
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name is { } simple && simple.StartsWith("SQLitePCLRaw.", StringComparison.Ordinal)
            && Path.Combine(AppContext.BaseDirectory, simple + ".dll") is var file && File.Exists(file)
                ? context.LoadFromAssemblyPath(file)
                : null;
        var provider = Assembly.Load(ProviderAssembly);
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad(SystemLibrary, out var system))
            (Handle, Library) = (system, SystemLibrary);
        else
            Handle = NativeLibrary.Load(BundledLibrary, provider, null);
        NativeLibrary.SetDllImportResolver(provider, static (name, _, _) => name == BundledLibrary ? Handle : IntPtr.Zero);
        Batteries_V2.Init();

        // SQLite counts every allocation under a lock of its own unless told not to; nobody here reads the count. Refused, and
        // harmless, when somebody has used SQLite before.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
