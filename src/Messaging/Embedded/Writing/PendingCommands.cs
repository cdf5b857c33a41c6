namespace Messaging.Embedded;

/// <summary>
/// What the writer has taken and not carried out yet: more than a transaction should have. Settlements go first, however many publishes came before
/// them (ADR 0037): what leaves makes room, in memory and on the disk, for what comes, which would otherwise be written to pages that are new. Publishes
/// still go with them, so that neither waits for ever. Apart from that it is first come, first served, and a purge or any other change is overtaken by
/// nothing. Used by the writer's thread.
/// </summary>
internal sealed class PendingCommands
{
    private const int MaxCommands = 1000;

    /// <summary>Bytes of bodies; some more with the last one. Twice as many were slower, half as many no faster.</summary>
    private const int MaxWeight = 2 * 1024 * 1024;

    private readonly Queue<WriterCommand> _settlements = new();
    private readonly Queue<WriterCommand> _others = new();
    private int _changes; // among the others

    public bool IsEmpty => _settlements.Count + _others.Count == 0;

    public void Add(List<WriterCommand> commands)
    {
        foreach (var command in commands)
        {
            var mayOvertake = command.Kind == CommandKind.Settlement && _changes == 0;
            (mayOvertake ? _settlements : _others).Enqueue(command);
            _changes += command.Kind == CommandKind.Change ? 1 : 0;
        }
    }

    /// <summary>Moves as many as one transaction should have, with what is in it already.</summary>
    public void MoveTo(List<WriterCommand> transaction)
    {
        MoveSettlements(transaction, _others.Count > 0 ? MaxCommands / 2 : MaxCommands);
        for (var weight = 0; transaction.Count < MaxCommands && weight < MaxWeight && _others.TryPeek(out var command);)
        {
            // All settlements that are left came before the first of these.
            if (command.Kind == CommandKind.Change && _settlements.Count > 0)
                break;
            weight += command.Weight;
            _changes -= command.Kind == CommandKind.Change ? 1 : 0;
            transaction.Add(_others.Dequeue());
        }

        MoveSettlements(transaction, MaxCommands);
    }

    private void MoveSettlements(List<WriterCommand> transaction, int until)
    {
        while (transaction.Count < until && _settlements.TryDequeue(out var command))
            transaction.Add(command);
    }
}
