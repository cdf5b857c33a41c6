namespace Unit.Support;

/// <summary>A look into, or a hand on, a database from outside of the code under test.</summary>
internal static class Outside
{
    public static void Execute(string path, string sql)
    {
        using var connection = global::Messaging.SqliteConnection.Open(path, readOnly: false);
        connection.Execute(sql);
    }

    public static long Scalar(string path, string sql)
    {
        using var connection = global::Messaging.SqliteConnection.Open(path, readOnly: true);
        return connection.Scalar(sql);
    }

    public static string IntegrityCheck(string path)
    {
        using var connection = global::Messaging.SqliteConnection.Open(path, readOnly: false);
        var check = connection.Prepare("PRAGMA integrity_check");
        check.Step();
        return check.Text(0);
    }
}
