namespace Messaging.Embedded;

/// <summary>
/// Keeps the writer's connection reading from one of its transactions to the next. A transaction that begins with nobody reading takes six locks of the file,
/// one after the other, and looks at the first page again; one that begins in the midst of reading takes two: five microseconds less, and a message that is alone
/// has two transactions (ADR 0033).
///
/// What is read is let go before anything that it would be in the way of: a checkpoint, which moves only what was there when the reading began; a table
/// that is dropped, which SQLite refuses meanwhile; a rollback. It is no promise that nobody else has written: then SQLite refuses to begin, and it is
/// let go and begun anew.
/// </summary>
/// <param name="connection">The writer's connection.</param>
internal sealed class HeldRead(SqliteConnection connection)
{
    private readonly SqliteStatement _read = connection.Prepare("SELECT 1 FROM sqlite_master");

    public bool IsHeld { get; private set; }

    /// <summary>From here on, unless it is so already.</summary>
    public void Hold() => IsHeld = IsHeld || _read.Step();

    public void LetGo()
    {
        if (!IsHeld)
            return;
        _read.Reset();
        IsHeld = false;
    }
}
