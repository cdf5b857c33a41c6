using System.Runtime.InteropServices;

namespace Messaging;

/// <summary>
/// The functions of SQLite that are called for each row, without SQLitePCLRaw between: its safe handles cost two interlocked
/// operations a call, which came to a third of what reading a row takes. Those that only move a value are called without
/// telling the garbage collector, which is for functions that are short, do not block and do not call back.
///
/// A null statement is safe: SQLite answers it with SQLITE_MISUSE, or with nothing.
/// </summary>
internal static unsafe class SqliteFunctions
{
    /// <summary>SQLite is to copy the bytes before the call returns (SQLITE_TRANSIENT).</summary>
    public const nint Copied = -1;

    /// <summary>The bytes stay where they are until the statement has run (SQLITE_STATIC).</summary>
    public const nint Fixed = 0;

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Step = (delegate* unmanaged[Cdecl]<nint, int>)Find("sqlite3_step");

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Reset = (delegate* unmanaged[Cdecl]<nint, int>)Find("sqlite3_reset");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int> BindInt64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int>)Find("sqlite3_bind_int64");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> BindNull =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Find("sqlite3_bind_null");

    public static readonly delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int> BindBlob =
        (delegate* unmanaged[Cdecl]<nint, int, byte*, int, nint, int>)Find("sqlite3_bind_blob");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> ColumnInt64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)Find("sqlite3_column_int64");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> ColumnType =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Find("sqlite3_column_type");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*> ColumnBlob =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*>)Find("sqlite3_column_blob");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> ColumnBytes =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Find("sqlite3_column_bytes");

    private static nint Find(string name) => NativeLibrary.GetExport(SqliteNative.Handle, name);
}
